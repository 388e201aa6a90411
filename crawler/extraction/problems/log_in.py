"""Pages to log in at."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from crawler.extraction.problems.evidence import LINE, NOTHING, PLAIN, SEPARATOR, STUB, Evidence
from crawler.extraction.problems.markup import below_heading, fields, is_around
from crawler.extraction.problems.wording import Family
from crawler.extraction.result import Problem
from crawler.extraction.text import text_inside

_HEADING = re.compile(
    r"^\W*(?:log ?in|sign ?in|log on|anmelden|anmeldung|einloggen|connexion|se connecter|"
    r"iniciar? sesión|bei [\w\s]{2,20}anmelden|"
    r"(?:bitte )?melden sie sich an|please (?:log|sign) in|you must be logged in|connectez-vous|"
    r"identifiez-vous|会員ログイン|members area|"
    r"acceder|accedi|inloggen|logg inn|logga in|log ind|entrar|fazer login|zaloguj|kirjaudu|přihlášení|"
    r"giriş yap|вход|войти|登录|登入|ログイン|로그인)(?!\w)",
    re.IGNORECASE,
)
FAMILY = Family(
    "log-in",
    "a page for members",
    re.compile(
        r"log(?:ged)? ?in\b|sign(?:ed)? ?in\b|password|invited|permission|members?\b|registered|anmeld|einlogg|"
        r"eingeloggt|passwor|mitglied|connect\w+|mot de passe|membres?\b|adhérent|iniciar? sesión|inicia sesión|"
        r"contraseña|socios|miembro|accedi|accesso|soci\b|iscritt|entrar\b|senha|inlog|wachtwoord|leden|logga in|"
        r"lösenord|medlem|log(?:g)? (?:ind|inn)|adgangskode|passord|kirjaud|salasana|jäsen|zalog|hasło|przihl|"
        r"přihl|heslo|bejelentkez|jelszó|autentific|parol|giriş|şifre|üye|σύνδεσ|συνδεθ|κωδικ|войдите|войти|"
        r"авториз|пароль|увійд|登录|登入|密码|密碼|会员|ログイン|パスワード|会員|로그인|비밀번호|회원|"
        r"تسجيل الدخول|كلمة المرور|התחבר|סיסמ|लॉग ?इन|पासवर्ड|เข้าสู่ระบบ|รหัสผ่าน|สมาชิก|đăng nhập|mật khẩu|"
        r"masuk|kata sandi|account\b|konto\b|compte\b|cuenta\b|conta\b|вход|авторизу|ورود|رمز عبور|عضو|כניסה|"
        r"משתמש|帐号|帳號|アカウント|계정|tài khoản|akun\b|בתור|увій|jelentkez|kirjau|conectez"
    ),
    re.compile(
        r"n['’]t have|must|need to|required|protected|only|private|nur\b|müssen|muss\b|geschützt|privat|réserv|"
        r"protég|privé|devez|sólo|solo\b|debes?\b|protegid|privad|riservat|protett|devi\b|apenas|precisa|restrit|"
        r"alleen|moet|beveiligd|besloten|endast|måste|skyddad|kun\b|bare\b|skal\b|må\b|beskyttet|vain|täytyy|"
        r"tylko|musisz|chronion|pouze|musíte|chráněn|jen\b|csak|kell|védett|doar|trebuie|protejat|sadece|yalnızca|"
        r"gerek|μόνο|πρέπει|только|необходимо|нужно|защищ|закрыт|лише|not logged|do not have|privilege|"
        r"authori[sz]ed|invited|nicht (?:angemeldet|eingeloggt|berechtigt)|berechtigung|n['’]êtes pas|"
        r"no (?:has|tiene)|autori[sz]|потрібно|需要|仅限|请先|才能|必要|のみ|限定|전용|필요|يجب|فقط|חייב|רק\b|"
        r"केवल|เฉพาะ|ต้อง|chỉ|cần|hanya|harus|perlu|create an|continue|fortfahren|continuer|continuar|continuare|"
        r"verder|fortsätt|kontynuować|продолж|продовж|برای (?:ادامه|مشاهده)|باید|להמשיך|继续|繼續|続け|계속|"
        r"tiếp tục|untuk (?:me\w+|lanjut)|m[ae]l[ıi](?:s|y|dır)|ज़रूरी|आवश्यक|יש ל|חובה|nevoie"
    ),
    least=3,
)
PRIVATE = Family(
    "log-in",
    "a private account",
    re.compile(
        r"accounts?\b|profiles?\b|posts\b|followers?\b|\bfollow\b|tweets\b|\bblog\b|photos\b|konto\b|profil|abonné|"
        r"compte\b|cuenta\b|perfil|seguidor|profilo|conta\b|volgers|profiel|följare|følge|seuraaja|tili\b|"
        r"obserwuj|účet|sledujíc|fiók|követ|cont\b|hesa[bp]|takipçi|λογαριασμό|προφίλ|аккаунт|профил|подписчик|"
        r"обліковий запис|профіл|акаунт|račun|账号|帐号|帳號|账户|主页|關注|关注|アカウント|フォロワー|プロフィール|"
        r"계정|팔로워|프로필|الحساب|حساب|"
        r"חשבון|עוקבים|صفحه شخصی|खाता|प्रोफ़ाइल|บัญชี|โปรไฟล์|tài khoản|trang cá nhân|akun\b"
    ),
    re.compile(
        r"private\b|protected|locked|approved|only (?:confirmed|approved|visible)|privat|geschützt|"
        r"nur für (?:bestätigte )?follower|privé|protégé|privad|protegid|besloten|afgeschermd|skyddad|beskyttet|"
        r"låst|yksityi|prywatn|soukrom|súkrom|privát|gizli|ιδιωτικ|закрыт|приватн|защищ|частен|私密|私人|不公开|未公開|非公開|"
        r"鍵|비공개|خاص\b|خصوصی|פרטי|निजी|ส่วนตัว|riêng tư|pribadi|dikunci"
    ),
)
_WAY_IN = re.compile(
    r"log[- ]?in|log-?on|sign[- ]?in|sign[- ]?up|regist|anmeld|connexion|/auth|/account|acced|entrar|join|masuk|giriş|"
    r"zalog|přihl|войти|вход|увійти|登录|登入|ログイン|로그인|دخول|ورود|התחבר|เข้าสู่ระบบ|đăng nhập"
)
_MOST_LINKS = 200
LOCKED = Problem("log-in", "an article that a password opens")


def form(page: Evidence) -> Problem | None:
    """A form to log in with, below a heading that says so."""
    if page.size >= STUB or page.standing != PLAIN:
        return None
    kinds = {(field.get("type") or "").lower() for field in page.tree.iter("input")}
    asks = "password" in kinds or ("email" in kinds and page.size < NOTHING)
    if asks and any(
        _HEADING.search(part) and len(part) < NOTHING for head in page.heads for part in SEPARATOR.split(head)
    ):
        return Problem("log-in", "a page to log in at")
    return None


def password(page: Evidence) -> Problem | None:
    """A page with little but a field for a password."""
    if page.size >= STUB or not page.is_unowned:
        return None
    if page.speaks(most_told=0.4 if page.size < 2 * NOTHING else 0) and _asks_password(page.tree):
        return Problem("log-in", "a page that asks for a password")
    return None


def lock(page: Evidence) -> Problem | None:
    """An article that a password opens: whatever the page says of it, little text and one field, for that."""
    if page.size < STUB and asks_password_alone(page.tree):
        return LOCKED
    return None


def asks_password_alone(tree: HtmlElement) -> bool:
    """Whether the only field to fill in is one for a password: who logs in has a name, too."""
    return fields(tree) == ["password"]


def leads_nowhere(page: Evidence) -> bool:
    """Whether the main part of a page neither asks for a password nor leads to where one logs in."""
    return not _asks_password(page.tree) and not any(
        _WAY_IN.search((link.get("href") or text_inside(link)).lower()) and not is_around(link)
        for link in islice(page.tree.iter("a", "button"), _MOST_LINKS)
    )


def tells_of_accounts(page: Evidence) -> bool:
    """Whether a sentence reports something, or a page that does not turn to the reader says nowhere but in its headings
    that an account is private."""
    if page.reports:
        return True
    return not page.turned and not any(
        len(line) < LINE and line not in page.heads and PRIVATE.weight(line.lower()) for line in page.words
    )


def _asks_password(tree: HtmlElement) -> bool:
    """Whether the main part of a page asks for a password."""
    return any(
        (field.get("type") or "").lower() == "password" and not is_around(field)
        for field in below_heading(tree, "input")
    )
