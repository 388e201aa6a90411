"""What pages without an article say of themselves, in many languages: the words of walls, refusals and errors.

Headings are patterns for a heading in lower case that says little else; sentences begin a line or a sentence of a
page's text.
"""

from __future__ import annotations

import re

from crawler.extraction.patterns import lazy


def _sentences(*patterns: str) -> re.Pattern[str]:
    """Any of the patterns where a sentence begins; not inside quotation marks, where articles tell of them."""
    return lazy(r"(?:^|[.!?。！？:：…]\s*)(?:" + "|".join(patterns) + ")", re.IGNORECASE | re.MULTILINE)


def _headings(*patterns: str) -> re.Pattern[str]:
    """Any of the patterns, in lower case: far sooner searched than what ignores case."""
    return lazy("|".join(patterns))


# Who guards a page: any of these strings in a page with little text is their challenge or their refusal.
GUARDS = {
    "Cloudflare": ("_cf_chl_opt", "cf-browser-verification", "challenge-error-text", "cf-error-details"),
    "DataDome": ("var dd={", "var dd = {", "datadome captcha"),
    "HUMAN (PerimeterX)": ('id="px-captcha"', "captcha.px-cdn.net"),
    "Akamai": ("errors.edgesuite.net", "errors&#46;edgesuite&#46;net", "sec-if-cpt-container", "/_sec/cp_challenge/"),
    "Imperva": ("_incapsula_resource?swudnsai", "incapsula incident id", "imperva.com/why-am-i-seeing"),
    "AWS WAF": ("gokuprops",),
    "Sucuri": ("sucuri_cloudproxy", "sucuri website firewall"),
    "Volcano Engine WAF (安全检测)": ("waf-js.byted", "_wafchallengeid", "安全检测", "ttgcaptcha"),
    "Alibaba Cloud WAF": ("acw_sc__v2", "aliyun_waf", "errors.aliyun.com"),
    "DDoS-Guard": ("/ddos-guard/js-challenge", "<title>ddos-guard"),
    "Vercel": ("vercel security checkpoint",),
    "Kasada": ("/149e9513-01fa-4fb0-aad4-566afd725d1b/",),
    "Anubis": ("making sure you&#39;re not a bot", "making sure you're not a bot", "/.within.website/x/"),
    "Google": ("our systems have detected unusual traffic",),
    "SiteGround": ("/.well-known/sgcaptcha/",),
    "Bunny": ("/.bunny-shield/",),
    "Fastly": ("/_fs-ch-",),
    "Project Shield": ("ddos-shield.appspot.com",),
}  # fmt: skip
# Strings that these and other guards put into pages of articles too: they tell something where there is no text.
LOADED = {
    "Cloudflare": ("cf-chl-",),
    "DataDome": ("captcha-delivery.com",),
    "HUMAN (PerimeterX)": ("px-captcha", "_pxappid", "perimeterx"),
    "Akamai": ("ak-challenge",),
    "Imperva": ("_incapsula_resource", "reeseskipexpirationcheck"),
    "AWS WAF": ("awswafintegration", "awswafcookiedomainlist"),
    "Alibaba Cloud WAF": ("nocaptcha", "g.alicdn.com/sd/nc"),
    "Tencent": ("tencentcaptcha", "captcha.qq.com"),
    "DDoS-Guard": ("ddos-guard",),
    "Kasada": ("kpsdk",),
    "Reblaze": ("window.rbzns", "winsocks(true)"),
    "F5": ("/tspd/",),
    "Qrator": ("/__qrator/",),
    "StackPath": ("sbbgscc",),
    "Friendly Captcha": ("frc-captcha",),
    "hCaptcha": ("hcaptcha.com/1/api.js",),
}  # fmt: skip
CHALLENGE_HEADING = _headings(
    r"(?:checking|verifying) (?:your )?(?:connection|browser|device)(?: (?:before|to|-) .*)?\W*$",
    r"verify (?:that )?you are (?:a )?real(?: person)?",
    r"(?:sorry, )?your (?:request|access) (?:has been|was|is) (?:denied|blocked|limited).*",
    r"(?:su|tu) acceso ha sido bloqueado|(?:ihr )?zugriff wurde (?:gesperrt|blockiert|verweigert)",
    r"votre accès a été (?:bloqué|refusé|limité)|just a moment\W*$|one more step|attention required",
    r"client challenge|human verification|are you (?:a )?(?:human|robot)",
    r"verify(?:ing)? (?:that )?you(?:'|’| a)re (?:a )?(?:human|not a (?:ro)?bot)",
    r"(?:making sure )?(?:that )?you(?:'|’| a)re not a (?:ro)?bot",
    r"(?:checking|verifying|we check) (?:if the site .*|the site .*|your browser(?: before .*)?\W*$)",
    r"please wait while .*(?:verified|check.*)|one moment, please",
    r"access (?:to this page )?(?:has been |is |was )?(?:denied|blocked|restricted)|pardon our interruption",
    r"unusual (?:traffic|activity|access)",
    r"(?:security|robot|bot) (?:check|verification|challenge|protection)(?: screen)?|(?:error )?403\W+forbidden",
    r"^\W*forbidden\W*$|^\W*(?:http |error )?403\W*$|^\W*403 error\W*$|not acceptable\W*$|error 10(?:0\d|1\d|20)",
    r"(?:your )?access to this (?:site|service|page) has been (?:limited|restricted)(?: by .*)?",
    r"unavailable (?:due to|for) legal reasons|not available in your (?:country|region|location)",
    r"(?:request|page|url) (?:was |has been )?(?:blocked|rejected)|you(?:['’]ve| have) been blocked.*",
    r"too many requests|(?:complete|solve) the captcha|ddos protection|establishing a secure connection",
    r"restrict(?:ed)? access|(?:our )?european visitors are important to us|web page blocked",
    r"imunify360 bot.?protection|sicherheits(?:überprüfung|prüfung|abfrage)|sind sie ein (?:mensch|roboter)",
    r"zugriff (?:verweigert|gesperrt|blockiert)|kein (?:ro)?bot sind|nur einen moment\W*$|einen moment bitte",
    r"vérification de sécurité|accès (?:refusé|bloqué|temporairement restreint)|^un instant\W*$",
    r"vous n[’']êtes pas un robot|acceso (?:denegado|bloqueado|restringido)|verificación de seguridad",
    r"^un momento\W*$|no eres un (?:ro)?bot|accesso (?:negato|bloccato)|^ci siamo quasi\W*$|^um momento\W*$",
    r"não é um (?:ro)?b[oô]t?\b|acesso (?:negado|bloqueado)|^een moment geduld\W*$|toegang geweigerd|åtkomst nekad",
    r"adgang nægtet|odmowa dostępu|dostęp (?:zablokowany|zabroniony)|^chwileczkę\W*$|přístup (?:odepřen|zamítnut)",
    r"güvenlik kontrolü|robot olmadığınızı|erişim (?:engellendi|reddedildi)|bir dakika lütfen",
    r"доступ (?:к (?:сайту|странице|ресурсу) )?(?:ограничен|запрещ[её]н|заблокирован)",
    r"проверка (?:браузера|безопасности)|проверяем (?:ваш браузер|, что вы)|^один момент\W*$",
    r"(?:вы|что вы) не (?:ро)?бот|безпечне з.єднання|安全(?:检测|验证|檢查|防护|驗證)|人机验证|滑动验证",
    r"(?:访问|请求|訪問)(?:过于频繁|受限|被(?:拒绝|拦截|阻断))|请完成(?:安全)?验证|^请稍候\W*$|环境异常|网站防火墙",
    r"验证码(?:拦截)?|应用防火墙|アクセスが?(?:制限|拒否|できません)|ロボットでは(?:ない|ありません)",
    r"ボットではない|^しばらくお待ちください\W*$|비정상적인 접근이? ?(?:감지|차단)?\S*|자동 ?입력 ?방지|보안 ?확인",
    r"접근이? ?(?:차단|제한|거부)|^잠시만 기다리십시오\W*$|تم (?:حظر|رفض) الوصول|^لحظة\W*$",
)
CHALLENGE_SENTENCE = _sentences(
    r"please verify (?:that )?you are|nous vérifions votre navigateur",
    r"veuillez patienter pendant que nous vérifions|(?:por motivos de seguridad, )?su dirección ip ha sido",
    r"ihre anfrage wurde aus sicherheitsgründen|(?:为了[^。]{0,12}，)?请(?:先)?完成(?:以下|下方|安全)?验证",
    r"(?:please )?(?:verify|confirm|prove) (?:that )?you(?:'|’| a)re (?:a )?(?:human|not a (?:ro)?bot)",
    r"verifying you are human|press (?:and|&) hold to confirm|slide right to secure",
    r"(?:please )?complete the (?:security check|captcha)|(?:we|to continue, we) need to verify that you",
    r"let us know you['’]re not a robot|to continue, please click the box",
    r"(?:sorry, )?you(?:['’]ve| have) been (?:blocked|rate limited)",
    r"your (?:request|access|ip address)[^.]{0,30} (?:was|has been|is) (?:blocked|limited|denied|restricted)",
    r"the requested url was rejected|request blocked|access denied|error code: 10\d\d",
    r"(?:you don['’]t|you do not) have permission to access|our systems have detected unusual",
    r"we(?:['’]ve| have) detected (?:unusual|suspicious)|checking your browser",
    r"we(?:'|’| a)re (?:checking|verifying) your browser",
    r"this (?:website|site|content|page) is (?:currently |not )*(?:un)?available (?:to|for|in) (?:visitors|"
    r"users|readers|your|most) ?[^.]{0,40}(?:europe|countr|region|eea|eu\b)",
    r"this error was generated by mod_security|[\w.-]+ needs to review the security of your connection",
    r"(?:bitte )?bestätigen sie, dass sie (?:ein mensch|kein roboter)|überprüfen sie, ob sie ein mensch",
    r"unsere systeme haben ungewöhnlichen|vérifiez que vous êtes humain|confirmez que vous n.êtes pas un robot",
    r"nous avons détecté une activité inhabituelle|verifi(?:que|ca) que (?:es|eres) un ser humano",
    r"confirm[ae] que no (?:eres|es) un robot|hemos detectado tráfico inusual|verificando se você é humano",
    r"confirme que (?:você )?não é um robô|dimostra di non essere un robot|il tuo indirizzo ip è stato bloccato",
    r"verifica in corso|(?:verifieer|bevestig) dat u (?:een mens|geen robot)",
    r"potwierdź, że (?:jesteś człowiekiem|nie jesteś robotem)|insan olduğunuz doğrulanıyor",
    r"проверяем,? (?:человек ли вы|ваш браузер|что вы не)",
    r"(?:чтобы продолжить, )?подтвердите, что (?:вы не|запросы отправляли)|доступ к [^.]{0,40}запрещ[её]н",
    r"正在验证您是否是真人|(?:亲，?)?请(?:拖动|完成|按住)[^。]{0,12}(?:滑块|验证)|当前环境异常|您当前请求存在异常",
    r"您的(?:访问|请求)[^。]{0,20}(?:拦截|阻断|参数)|很抱歉，(?:由于)?您(?:访问|提交)的|비정상적인 접근",
    r"자동 ?입력 ?방지|人間であることを確認|お客様のアクセスは(?:制限|拒否)|사람인지 확인하는 중",
    r"(?:고객|귀하)\S* 요청은[^.]{0,20}차단|التحقق من أنك إنسان",
)
CONSENT = lazy(
    r"\bcookies?\b|\bconsent\b|\bgdpr\b|\bdsgvo\b|einwilligung|zustimm|datenschutz|privacy|tracking|werbe|"
    r"personali[sz]|partners?\b|akzeptieren|accept|advertis|"
    r"consentement|accepter|traceurs|confidentialité|personnalis|publicit|données|aceptar|privacidad|socios|"
    r"accett|consenso|annunci|toestemming|derde partijen|zgod|prywatno|partnerzy|dane osobowe|"
    r"reklam|samtyc?ke|integritet|"
    r"annons|informasjonskaps|samtykke|personvern|personuppgift|personalizad|parceiros|consentimento|dados\b|dispositivo|"
    r"согласие|隐私|同意",
    re.IGNORECASE,
)
CONSENT_WORDS = ("cookie", "consent", "einwilligung", "traceurs", "隐私")
ADDRESSED = lazy(
    r"\b(?:we|our|us|you|your|wir|uns|unsere\w*|sie|ihre?\w*|du|deine?\w*|nous|nos|notre|vous|vos|votre|ons|onze|je|jouw|uw|"
    r"noi|nostri|nostro|tu|tua|tuoi|nuestr\w*|nosotros|puedes|nós|nossos?|você|seus?|vi|vår\w*|vores|du|din\w*|meidän|my|nasz\w*|"
    r"twoj\w*|мы|наш\w*|вы|ваш\w*)\b|我们|您|我們|당사|귀하|当社|お客様",
    re.IGNORECASE,
)
CONSENT_HEADING = _headings(
    r"(?:manage )?(?:your )?cookie (?:preferences|consent)|vi bruker (?:informasjonskapsler|cookies)",
    r"vi använder (?:cookies|kakor)|wij gebruiken cookies|nous utilisons des cookies|wir verwenden cookies",
    r"we use cookies|usamos cookies|cookies en privacy|before you continue.*",
    r"bevor (?:sie|du) (?:zu .* )?(?:fortf|weiter).*|avant d['’]accéder",
    r"(?:cookie|privacy|consent) (?:wall|settings|gate|notice)|zustimmung|einwilligung|datenschutz-?einstellungen",
    r"wir (?:brauchen|benötigen) (?:ihre|deine) (?:zustimmung|einwilligung)",
    r"(?:your|ihre) privacy (?:choices|settings)|we value your privacy|privacy preference cent(?:er|re)",
    r"mit werbung weiterlesen|weiterlesen mit (?:cookies|werbung)|allow the use of cookies.*|antes de continuar",
    r"continuer sans accepter|(?:uw|je) privacy is belangrijk.*|szanujemy twoją prywatność",
    r"vi värnar om din integritet|valori[sz]amos (?:a sua|tu) privaci?dade?|acept\w+ las cookies.*",
    r"nous respectons votre vie privée|la tua privacy è importante.*|(?:respetamos|tu) (?:tu )?privacidad",
    r"vi bryr oss om (?:din|ditt) \w+|dbamy o twoją prywatność",
)
SCRIPTLESS = lazy(
    r"(?:enable|turn on|activate|requires?|without|need)[^.]{0,40}javascript|javascript[^.]{0,40}(?:disabled|"
    r"required|enabled?|turned off|not (?:available|supported)|aktivier|activ|habilit|erforderlich|nécessaire)|"
    r"aktivieren[^.]{0,40}javascript|activ(?:er|ar|ez|a)[^.]{0,30}javascript|habilit[^.]{0,30}javascript|"
    r"включите[^.]{0,20}javascript|启用 ?javascript|開啟 ?javascript|javascriptを有効|자바스크립트",
    re.IGNORECASE,
)
# Said anywhere on a page whose metadata call it closed.
PAYWALL = lazy(
    r"subscri(?:be|ption|bers?)\b[^.]{0,60}(?:read|continue|access|unlock|only|exclusive)|(?:continue|"
    r"keep) reading (?:with|by)|(?:already|become) a (?:subscriber|member)|members? only|"
    r"unlock this (?:article|story)|"
    r"(?:jetzt|hier|mit)[^.]{0,30}(?:abonnieren|\babo\b|testen und|weiterlesen)|nur für abonnent|"
    r"bereits abonnent|exklusiv für|plus-?(?:artikel|abo)|(?:artikel|text) freischalten|"
    r"réservé[es]{0,2} aux abonnés|il vous reste [\d,.]+ ?%|exclusivo para (?:suscriptores|assinantes)|"
    r"(?:contenuto|articolo) riservato|alleen voor abonnees|"
    r"för prenumeranter|for abonnenter|tilaajille|dla prenumeratorów|только (?:для )?подписчик|"
    r"有料(?:会員|記事)|会員限定|"
    r"订阅后|付费阅读|구독자 전용",
    re.IGNORECASE,
)
# Said at the text itself, where only the beginning of it is free.
PAYWALL_SENTENCE = _sentences(
    r"subscribe (?:now |today )?(?:to|and) (?:continue|keep|unlock|read (?:on|more|the (?:full|rest|whole)|"
    r"this)|get (?:full|unlimited)|[^.]{0,40}keep reading)",
    r"(?:this|the) (?:article|story|post|content|page)(?: is)?[^.]{0,30} (?:for|to|"
    r"by) (?:\w+ ){0,3}(?:subscribers|members)\b",
    r"this is a (?:subscriber|member)s?[- ](?:only|exclusive)",
    r"(?:subscriber|member)s?[- ]only (?:story|article|post|content)",
    r"you(?:['’]ve| have) (?:used|read|reached|hit)[^.]{0,40}(?:free (?:articles|stories)|limit)",
    r"to (?:read|continue reading|keep reading|see) (?:the )?(?:full|rest|whole|this|on|"
    r"more)?[^.]{0,30}(?:subscribe|start (?:your|a)|register|log in|sign (?:in|up))",
    r"(?:create|register for) (?:a|an|your)[^.]{0,10} account to (?:keep|continue|read)",
    r"(?:log|sign) in to (?:continue|keep|read)|register to (?:continue|keep|read)",
    r"you must be logged in to (?:access|view|read)|join to unlock|keep reading with a",
    r"become a (?:member|subscriber) to (?:read|get|continue|unlock)|unlock this (?:article|story)",
    r"(?:continue|keep) reading (?:with|by) subscri|jetzt weiterlesen",
    r"(?:dieser|der) (?:artikel|text|inhalt|beitrag) ist (?:exklusiv|nur|leider nur)? ?(?:für|unseren)",
    r"lesen sie (?:diesen|den (?:ganzen|kompletten)) (?:artikel|text) mit|nur für abonnent",
    r"(?:cet|l.)\s?(?:article|contenu) est réservé|il vous reste [\d,.]+ ?%|la suite est réservée",
    r"pour lire la suite|abonnez-vous pour (?:lire|continuer|accéder)|contenu réservé|contenido exclusivo para",
    r"suscríbete (?:para|y) (?:seguir|continuar|leer|sigue)",
    r"(?:este|el) (?:artículo|contenido) es (?:exclusivo|solo)|para (?:seguir|continuar) leyendo",
    r"conteúdo exclusivo para|assine (?:para|e) (?:continu|ler|ter)|(?:este|o) conteúdo é exclusivo",
    r"(?:contenuto|articolo) riservato|abbonati per (?:continuare|leggere)|per continuare a leggere|verder lezen\?",
    r"(?:dit|deze) artikel is (?:alleen|exclusief)|(?:den här|denna) artikeln? är (?:för|bara|endast)",
    r"bli prenumerant|för att läsa (?:vidare|hela)|denne (?:saken|artikkelen|artikel) er (?:kun |bare )?for",
    r"bli abonnent|læs videre med|for å lese (?:videre|hele)",
    r"(?:tämä|tämän) (?:sisältö|artikkeli|juttu)\w* (?:on )?(?:vain )?tilaaj|tilaa ja jatka|artykuł dostępny tylko",
    r"(?:materiał|treść|tekst) (?:dostępny |tylko |wyłącznie )+dla|aby czytać dalej|материал доступен только",
    r"оформите подписку|(?:статья|текст) доступ\w+ (?:только )?(?:для )?подписчик",
    r"bu (?:içerik|haber|yazı) (?:yalnızca|sadece)|okumaya devam etmek için",
    r"tento (?:článek|text|obsah) je (?:pouze|jen|určen)|předplaťte si|a cikk folytatása",
    r"(?:ez a|a) (?:cikk|tartalom) (?:csak )?előfizető|この記事は(?:有料|会員)",
    r"続きを?(?:読|ご覧)[^。]{0,12}(?:会員|登録|購読)|残り ?\d+ ?(?:文字|字)|本文为付费|订阅后(?:可|即可)?",
    r"(?:付费|会员)(?:后)?(?:可)?阅读|이 (?:기사|콘텐츠)는 [^.]{0,12}(?:구독자|회원) 전용|구독하고 계속",
)
# Who may read, and that one reads: a short line with both stands where an article is cut off.
SUBSCRIBER = lazy(
    r"subscri|member|premium|regist|log ?in|"
    r"sign (?:in|up)|free account|free articles|news\+|abonn|"
    r"\babo\b|\bplus\b|abbona|"
    r"suscr[ií]|assina|prenumer|tilaa|подписк|подписчик|订阅|付费|会员|購読|会員|"
    r"有料|구독|előfizet|předpl|abone|wykup dostęp",
    re.IGNORECASE,
)
READING = lazy(
    r"\bread|\brest of (?:this|the)|articles?\b|story\b|content\b|continu|unlock|preview|lire\b|\bsuite\b|"
    r"leer\b|leyendo|"
    r"contenido|\bler\b|lendo|conteúdo|legger|contenuto|articolo|lesen|artikel|inhalt|lezen|\bläs|\blæs|"
    r"lukemi|vain tilaaj|"
    r"czytać|tekstu|читать|прочитать|материал|阅读|内容|全文|読|記事|続き|기사|읽|"
    r"okuma|içeri[kğ]|\bčíst|článek|cikk",
    re.IGNORECASE,
)
# How such a line begins where it is a whole sentence, as an article's are.
ASKING = lazy(
    r"(?:to|please|log|sign|subscribe|register|premium|the rest|you|want|already|continue|read|unlock|this)\b",
    re.IGNORECASE,
)
OFFERS = lazy(r"newsletter|podcast|youtube|channel|rss|infolettre|boletín|rundbrief|comment|kommentar", re.IGNORECASE)
LOGIN_HEADING = lazy(
    r"^\W*(?:log ?in|sign ?in|log on|anmelden|anmeldung|einloggen|connexion|se connecter|"
    r"iniciar? sesión|bei [\w\s]{2,20}anmelden|"
    r"(?:bitte )?melden sie sich an|please (?:log|sign) in|you must be logged in|connectez-vous|"
    r"identifiez-vous|会員ログイン|members area|"
    r"acceder|accedi|inloggen|logg inn|logga in|log ind|entrar|fazer login|zaloguj|kirjaudu|přihlášení|"
    r"giriş yap|вход|войти|登录|登入|ログイン|로그인)(?!\w)",
    re.IGNORECASE,
)
GONE_HEADING = _headings(
    r"(?:page|site|article|content|file|story|document|url|link|post)(?:\s+(?:you(?:['’]re| are| were)?|have|"
    r"that|which|the|this|at|address|requested?|looking|searching|for|trying|to|reach|view|access|open|is|was|"
    r"has|could|can|may|does|be|been|currently))*\s+(?:isn['’]t (?:available|here)|(?:is )?unavailable|"
    r"not available|gone|missing|not (?:be )?found|doesn['’]t exist|not exist)",
    r"diese seite gibt es (?:leider )?nicht",
    r"(?:seite|artikel|inhalt|beitrag) (?:konnte|wurde) (?:leider )?(?:nicht gefunden|gelöscht|entfernt)(?: werden)?",
    r"(?:page|article|contenu|document)[^.,:\d]{0,25} (?:est )?(?:introuvable|inexistante?|supprimée?)",
    r"(?:página|artículo|contenido|noticia)[^.,:\d]{0,25} no (?:existe|se (?:ha )?encontr\w+|está disponible)",
    r"(?:pagina|articolo|contenuto)[^.,:\d]{0,25} non (?:esiste|è (?:stat[ao] )?(?:trovat[ao]|disponibile))",
    r"(?:página|artigo|conteúdo|notícia)[^.,:\d]{0,25} não (?:existe|foi encontrad[ao]|está disponível)",
    r"(?:deze )?pagina (?:kunnen we |kan |kon |is )?niet (?:vinden|worden gevonden|beschikbaar)",
    r"sidan[^.,:\d]{0,25} (?:finns inte|hittas inte|kunde inte hittas)",
    r"siden[^.,:\d]{0,25} (?:finnes ikke|findes ikke|ikke funnet|eksisterer ikke)",
    r"^\W*(?:страница|материал|статья|публикация) (?:был[ао]? )?удал[её]н[ао]?\W*$|strona nie została znaleziona",
    r"(?:\b(?:error|fehler|erreur|errore|erro|http|code|ошибка|fout|hata|错误)\W{0,3})?\b4(?:04|"
    r"10)\b(?!\s*(?:million|people|euro|\w+ing))(?:\W+(?:page )?(?:not found|gone|error|fehler))?",
    r"(?:page|site|article|content|file|story|document|url|post)\b[^.]{0,30}\b(?:not (?:be )?found|(?:does not|"
    r"doesn['’]t|no longer) exists?|(?:no longer|not) available|cannot be found|(?:been|was) (?:removed|"
    r"deleted))",
    r"(?:can(?:['’]|no)t|couldn['’]t|could not|unable to) (?:seem to )?(?:be )?f[io]u?nd(?: (?:the|that|"
    r"this) (?:page|article|story))?",
    r"that page can.t be found|^\W*(?:not found|nothing (?:found|here|to see here)|gone|page missing)\W*$",
    r"(?:seite|artikel|inhalt|beitrag)[^.]{0,30}(?:nicht (?:gefunden|verfügbar|vorhanden|mehr)|"
    r"existiert nicht)(?: \w+)?",
    r"hier ist leider nichts|(?:gibt es|existiert) (?:leider )?nicht(?: mehr)?",
    r"page (?:introuvable|non trouvée|inexistante)|(?:cette )?(?:page|article) n['’]existe (?:pas|plus)",
    r"(?:page|article)[^.]{0,20} n['’]est plus disponible|página no (?:encontrada|existe|disponible)",
    r"no (?:hemos podido|podemos|pudimos) encontrar|^\W*lo sentimos\W*$",
    r"(?:artículo|contenido) no (?:existe|disponible|encontrado)|página não (?:encontrada|existe)",
    r"não (?:encontramos|foi encontrad[ao])(?: (?:essa|esta|a) página)?",
    r"pagina non (?:è stata )?(?:trovata|esiste|disponibile)|(?:ops|oops)\W+qualcosa è andato storto",
    r"pagina (?:is )?niet gevonden|(?:deze )?pagina bestaat niet(?: \(?meer\)?)?",
    r"sidan (?:hittades inte|kunde inte hittas|finns inte|saknas)|(?:sida|artikel)n? (?:kan|kunde) inte hittas",
    r"siden (?:ble ikke funnet|blev ikke fundet|findes ikke|finnes ikke|eksisterer ikke)",
    r"(?:fant|finner|finder) (?:vi )?ikke siden|sivua ei (?:löy\w+|ole)|etsimääsi sivua",
    r"nie znaleziono (?:takiej )?strony|stron[ay](?: o podanym adresie)? nie (?:istnieje|została znaleziona)",
    r"(?:stránk[ay]|stránku) (?:nen[ií]|neexistuje|nebyla nalezena|nenalezena|sa nenašla|nebola nájdená|"
    r"nenájdená)\w*",
    r"az? (?:keresett )?oldal nem (?:található|létezik)|pagina (?:nu a fost găsită|nu există|căutată)",
    r"stranica (?:nije pronađena|ne postoji)|strani ni mogoče najti|puslapis nerastas|lapa nav atrasta",
    r"lehte ei leitud|(?:страница|статья|материал)[^.]{0,30} не (?:найден[аоы]?|существует)",
    r"такой страницы (?:нет|не существует)|сторінк[уиа] не (?:знайдено|існує)",
    r"страницата не (?:е намерена|съществува)|страница није пронађена",
    r"η σελίδα[^.]{0,30} (?:δεν|δε) (?:βρέθηκε|υπάρχει)",
    r"(?:aradığınız )?sayfa(?:ya)? (?:bulunamadı|ulaşılamıyor|mevcut değil)",
    r"(?:الصفحة|المقال)[^.]{0,20} غير (?:موجود|متاح|متوفر)ة?",
    r"لم (?:يتم العثور على|نعثر على|نتمكن من العثور على)(?: هذه)? الصفحة|(?:صفحه|مطلب)[^.]{0,25} (?:یافت|پیدا) نشد",
    r"(?:ה)?(?:דף|עמוד|כתבה)[^.]{0,15} (?:לא נמצא|אינו קיים|לא קיים)ה?|(?:पेज|पृष्ठ) नहीं मिला",
    r"ไม่พบ(?:หน้า|เพจ|เนื้อหา)(?:ที่คุณต้องการ|นี้)?|không tìm thấy trang|trang (?:này )?không tồn tại",
    r"halaman(?: yang anda cari)? tidak (?:di)?(?:temukan|ada)",
    r"(?:文章|页面|内容|帖子|网页|頁面|網頁)(?:已(?:被)?(?:删除|下线|移除|刪除)|不存在|找不到|未找到)",
    r"找不到(?:网页|页面|網頁|頁面|该页|您)|已被删除",
    r"(?:ページ|記事)(?:が|は)(?:見つかりません|存在しません|ありません|削除されました)|お探しのページ",
    r"(?:記事|ページ)は(?:掲載期間が終了|公開を終了)|ページが表示できません|(?:페이지|기사)(?:를|을) 찾을 수 없",
    r"존재하지 않는 (?:기사|페이지|게시물)|(?:페이지|기사)(?:가|는) (?:존재하지|삭제)",
    r"삭제된 (?:기사|페이지|게시물)",
)
SERVER_ERROR_HEADING = _headings(
    r"(?:page|site|website|service|server)(?: is| isn['’]t)?(?: (?:temporarily|currently|not|under|undergoing|"
    r"scheduled))* (?:unavailable|offline|down|working|maintenance)\W*$",
    r"^\W*temporarily unavailable\W*$|^\W*(?:an )?(?:unexpected|internal|unknown) error(?: (?:has )?occurred)?\W*$",
    r"(?:performing|undergoing|down for) (?:scheduled |routine )?maintenance",
    r"(?:dienst|service) (?:ist )?(?:vorübergehend |zurzeit )?nicht (?:verfügbar|erreichbar)",
    r"vorübergehend nicht (?:verfügbar|erreichbar)|temporairement indisponible",
    r"(?:página|sitio|web) en mantenimiento|temporalmente fuera de servicio",
    r"(?:temporariamente|momentaneamente) (?:indisponível|non disponibile)",
    r"サービスは(?:現在|ただいま)ご利用いただけません|^\W*ошибка (?:на )?сервер[ае]\W*$",
    r"^\W*сервис временно недоступен",
    r"^\W*(?:http )?(?:error )?(?:50[0-4]|52\d|530)\b(?:\W+(?:bad gateway|service (?:temporarily )?unavailable|"
    r"internal server error|gateway time-?out|server error|backend fetch failed|connection timed out|"
    r"web server is down|origin \w+.*|first byte timeout|error))?",
    r"bad gateway|service (?:temporarily )?unavailable|internal server error|gateway time-?out(?: error)?",
    r"^\W*server error(?: in .*)?|backend fetch failed|^\W*runtime error\W*$|(?:we['’]ll|we will) be back soon",
    r"^\W*(?:(?:site |website |down for |under |scheduled |currently )+maintenance|maintenance(?: mode)?\W*$)",
    r"briefly unavailable for scheduled maintenance|database error|error establishing a database connection",
    r"fehler beim aufbau einer datenbankverbindung|datenbank-?fehler",
    r"erreur lors de la connexion à la base de données|error al (?:establecer|conectar)[^.]{0,30}base de datos",
    r"something went wrong(?: \(500\))?|application error|wordpress [›»] (?:error|fehler|erreur)",
    r"oops, an error occurred|requested url could not be retrieved|^\W*wartungs(?:arbeiten|modus|pause)\W*$",
    r"^\W*wir sind gleich (?:zurück|wieder da)|(?:site|page) en maintenance|maintenance en cours",
    r"^\W*(?:sitio en |estamos en |en )?mantenimiento\W*$|(?:site |página |estamos )?em manutenção",
    r"(?:sito )?in manutenzione|^\W*(?:site|pagina) in onderhoud|^\W*onderhoud\W*$|przerwa techniczna",
    r"prace techniczne|bakım (?:çalışması|modu)|^\W*(?:на сайте )?(?:ведутся |проводятся )?технические работы",
    r"сайт (?:временно )?(?:недоступен|на обслуживании)|系统(?:维护|繁忙|错误)",
    r"(?:网站|系统|服务器)(?:正在|维护|升级)+中?|服务器(?:错误|内部错误)",
    r"(?:ただいま|現在)?\W*(?:サーバー?|システム)?メンテナンス中|サーバーエラー|^\W*(?:서비스|시스템|서버) ?점검",
    r"점검 ?중입니다|서버 (?:오류|에러)",
)
SERVER_ERROR_SENTENCE = _sentences(
    r"there has been a critical error on",
    r"(?:php )?(?:fatal|parse) error: .{0,400}(?: on line \d|thrown in|tried to allocate|exhausted)",
    r"application error: a (?:client|server)-side exception|the website encountered an unexpected error",
    r"could not connect: |error establishing a database connection|guru meditation",
    r"briefly unavailable for scheduled|auf dieser website gab es einen kritischen|uncaught (?:error|exception)",
    r"warning: mysqli?_|traceback \(most recent call last\)",
)
REDIRECT_HEADING = _headings(
    r"redirecting(?: (?:to|you).*)?|you are (?:being|now being) redirected",
    r"(?:30[12378]|308)\W+(?:moved|found|permanent|temporary|see other).*",
    r"^\W*(?:document |object )?moved(?: permanently| temporarily)?\W*$|object moved to.*",
    r"you are (?:now )?leaving.*",
    r"^\W*(?:weiterleitung|redirection|redirección|doorverwijzing|reindirizzamento|omdirigering|przekierowanie|"
    r"перенаправление)\W*$",
    r"sie werden weitergeleitet|vous allez être redirigé.*|正在跳转|ページを移動",
)
PLACEHOLDER_HEADING = _headings(
    r"default web site page|(?:site|website) not (?:yet )?published|^\W*hello world!?\W*$",
    r"welcome to (?:nginx|openresty|apache|caddy|centos)\W*(?:on .*)?$",
    r"(?:apache2?|nginx|centos|fedora|ubuntu|debian|iis|plesk|http server)[\w\s]* (?:default|test) page.*",
    r"domain default page|iis windows server|^\W*it works!?\W*$|test page for the .*|^\W*index of /.*",
    r"account (?:has been )?suspended",
    r"(?:domain|website|site)(?: name)?\b.{0,30}\b(?:is|may be|has) (?:for sale|expired|parked|suspended)\W*$",
    r"^[\w-]+(?:\.[\w-]+)+ (?:is|may be) for sale|(?:buy|get) this domain|parked (?:free|domain).*",
    r"this (?:domain|website|site) (?:is|may be) for sale|domain (?:steht )?zu[mr]? verkauf|^die domain .*",
    r"^\W*coming soon\W*$|under construction|hier entsteht .*|site en construction|domaine? à vendre",
    r"en construcción|sitio en construcción|dominio (?:en venta|in vendita)",
)
PLACEHOLDER_SENTENCE = _sentences(
    r"(?:the|this) domain(?: [\w.-]+)? is available for (?:purchase|sale)",
    r"if you are the owner of this (?:website|domain|site)|the owner has not published",
    r"this is your first post\. edit or delete it|this domain(?: name)? (?:is|may be) for sale",
    r"(?:the|this) domain [\w.-]+ (?:is|may be) for sale|diese domain (?:wurde|steht)",
    r"this (?:webpage|page) was generated by the domain owner|if you see this page, the \w+ web server",
    r"this is the default welcome page|(?:this|the) domain (?:has expired|is parked|name has expired)",
    r"this account has been suspended",
)
AGE_HEADING = _headings(
    r"age (?:verification|gate|check|restricted(?: content)?)",
    r"are you (?:over|at least|of legal)(?: \d\d| age| drinking age)*(?: years(?: old)?)?|altersprüfung",
    r"alters(?:verifikation|nachweis|freigabe)|sind sie (?:über|mindestens|schon|bereits) \d\d(?: jahre(?: alt)?)?",
    r"(?:vérification|contrôle) de l['’]âge|avez-vous (?:plus de|au moins) \d\d ans|verificación de edad",
    r"¿?eres mayor de (?:edad|\d\d)|verifica (?:dell[’'])?età|verificação de idade",
    r"leeftijds(?:controle|verificatie)|weryfikacja wieku|年齢(?:確認|認証)|вам (?:уже )?(?:есть |исполнилось )?18",
    r"年龄验证|성인 ?인증",
)
AGE_SENTENCE = _sentences(
    r"(?:please )?confirm (?:that )?you are (?:over |at least )?\d\d",
    r"you must be (?:of legal|at least|over|\d\d)[^.]{0,40} (?:to (?:enter|view|visit|access))",
    r"(?:bitte )?bestätigen sie (?:ihr alter|, dass sie)|vous devez avoir l[’']âge légal|debes ser mayor de edad",
)
LISTING_HEADING = _headings(
    r"^\W*(?:category|categor[ií]a|kategorie|catégorie|rubrik|tag|topic|thema|author|archives?|month|year|day)\s*:.*",
    r"\barchives?\W*$|^\W*search results?\b.*",
    r"^\W*(?:suchergebnisse|résultats de (?:la )?recherche|resultados de (?:la )?(?:búsqueda|pesquisa)|"
    r"risultati della ricerca|zoekresultaten|wyniki wyszukiwania|результаты поиска|搜索结果|検索結果|"
    r"검색 ?결과)\b.*",
    r", author at .*",
)
