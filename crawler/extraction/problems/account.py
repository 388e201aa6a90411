"""Pages of an account: to register, to log in by, to get a new password."""

from __future__ import annotations

import re

from crawler.extraction.problems.evidence import DATED, LONG, PLAIN, SHORT, STUB, Evidence
from crawler.extraction.problems.markup import fields
from crawler.extraction.problems.wording import headings
from crawler.extraction.result import Problem

_HEADINGS = headings(
    r"(?:(?:create|open|register|make|set up) (?:an?|your|my|new)(?: \w+){0,2} (?:account|profile)|"
    r"(?:new |online )?(?:user |member(?:ship)? |account |customer |student |manual )*"
    r"(?:registration|sign-?up)(?: form)?|"
    r"^register(?: now| here| new user)?|sign[- ]?up(?: now| free)?|"
    r"(?:forgot(?:ten)?|lost|recover|reset|retrieve|change)(?: (?:your|my|the|user))* "
    r"(?:password|username|user ?name|log-?in)|"
    r"password (?:reset|recovery|reminder|request|retrieval|help)|my account|"
    r"account (?:log-?in|information|registration)|"
    r"(?:member|customer|user|account|portal|client) (?:log-?in|sign[- ]?in)|"
    # German, French, Spanish, Italian, Portuguese, Dutch
    r"registrier(?:en|ung)|(?:konto|account) (?:erstellen|anlegen|eröffnen)|neues (?:benutzer|kunden)?konto|"
    r"(?:passwort|kennwort) (?:vergessen|zurücksetzen|anfordern)|kundenkonto|mein konto|"
    r"^inscription|s['’]inscrire|cré(?:er|ation d['’])\s?(?:un|votre|mon)? ?(?:nouveau )?compte|"
    r"mot de passe (?:oublié|perdu)|mon compte|"
    r"^registro|registr(?:arse|ate|ese|ar-se)|crear (?:una |tu |su )?cuenta|mi cuenta|"
    r"(?:olvid\w+|recuperar|restablecer)[\w\s]{0,15} contraseña|contraseña olvidada|"
    r"registra(?:zione|ti)|crea(?:re)? (?:un |il tuo )?account|password dimenticata|"
    r"(?:recupera|dimenticato)[\w\s]{0,12} password|"
    r"^regist(?:[or]|ar-se)|cadastr(?:o|e-se|ar-se)|criar (?:uma )?conta|minha conta|"
    r"(?:esque\w+|recuperar)[\w\s]{0,12} (?:senha|palavra-passe)|"
    r"registreren|account aanmaken|wachtwoord vergeten|"
    # Swedish, Norwegian, Danish, Finnish
    r"^registr[eé]r(?:a|ing)?|skapa konto|glömt lösenord\w*|opprett (?:konto|bruker)|glemt (?:passord|adgangskode)|"
    r"opret (?:en )?(?:ny )?(?:konto|bruger)|rekisteröi\w+|luo tili|salasana unohtu\w+|unoh\w+ salasana\w*|"
    # Polish, Czech, Slovak, Hungarian, Romanian, Lithuanian, Turkish, Greek
    r"rejestracja|załóż konto|(?:przypomnienie|odzyskiwanie|reset) hasła|(?:zapomniałeś|nie pamiętasz) hasła|"
    r"registr(?:ace|ácia)|vytvo[řr]i[tť] účet|(?:zapomenuté|zabudnuté) hesl[oa]|obnov\w+ hesl\w+|"
    r"regisztráció|elfelejtett jelsz\w+|jelszó\w*emlékeztető|înregistrare|cre(?:ează|are) cont|"
    r"(?:recuperare|uitat)[\w\s]{0,8} parol\w+|registracija|slaptažodžio priminimas|"
    r"kayıt ol\w*|üye ol\w*|üyelik|(?:şifremi|parolamı) unuttum|εγγραφή|δημιουργία λογαριασμού|"
    r"(?:ξεχάσατε|υπενθύμιση)[\w\s]{0,6} κωδικ\w+|"
    # Russian, Ukrainian, Bulgarian
    r"регистрация|зарегистрир\w+|авторизация|личный кабинет|"
    r"(?:забыли|восстановление|напомнить|сброс|отослать|выслать) парол\w+|"
    r"реєстрація|(?:забули|відновлення) парол\w+|забравена парола|"
    # Chinese, Japanese, Korean, Arabic, Hebrew, Thai, Vietnamese, Indonesian
    r"(?:用户|用戶|会员|會員)?(?:注册|註冊)|(?:找回|忘记|忘記|重置)密[码碼]|(?:会員|新規|ユーザー)(?:新規)?登録|"
    r"アカウント(?:作成|登録)|パスワード(?:を|の)?(?:お?忘れ|再設定|再発行)|マイページ|회원 ?가입|"
    r"(?:비밀번호|아이디) ?찾기|"
    r"إنشاء حساب|نسيت كلمة (?:المرور|السر)|הרשמה|שכחתי סיסמ\w+|สมัครสมาชิก|ลืมรหัสผ่าน|đăng ký|quên mật khẩu|"
    r"^daftar(?: akun| sekarang| gratis)?$|registrasi|lupa (?:kata sandi|password))"
)
_PASSWORD_ADDRESS = re.compile(
    r"(?:forgot(?:ten)?|lost|reset|recover|remind|retrieve|send|oubli|perdu|recuperar)[_-]?(?:your|my|de)?[_-]?(?:pass|pwd)|"
    r"pass(?:wor[dt]|wd)?[_/+-]?(?:reset|recover|forgot|lost|remind|oubli|vergessen)|pwd[_-]?(?:reset|rem|forgot)|"
    r"(?:kennwort|mot-?de-?passe|wachtwoord|contrasena|senha|hasl[ao]|hesl[ao]|parol[aey])[_+-]?(?:vergessen|oubli|"
    r"perdu|vergeten|olvid|recuper|przyp|zapom|obnov)|/(?:forgot|password)(?:[/?.]|$)"
)
_ADDRESS = re.compile(
    r"(?:[/_=-]|user)(?:log-?in|log-?on|sign-?in|sign-?up|register|registration|regist|registrieren|registrierung|"
    r"registrazione|registro|registrar|registar|registre[rt]|inscription|registrace|registracij?a|anmelden|"
    r"(?:create|new|register)-?_?(?:new-?_?)?(?:account|user))(?:_?(?:form|html?))?(?:[/?&.#]|$)|"
    r"account/(?:create|new)|customer/account|mode=register|action=register"
)


def form(page: Evidence) -> Problem | None:
    """A form of an account's, below a heading or at an address that says so."""
    if page.standing == DATED:
        return None
    url = page.document.url.lower()
    renews = _PASSWORD_ADDRESS.search(url) is not None
    serves = renews or _ADDRESS.search(url) is not None
    if not serves and (page.size >= SHORT or page.standing != PLAIN):
        return None
    asked = fields(page.tree)
    passwords = asked.count("password")
    if (
        (page.size < SHORT and renews and asked)
        # However long the terms are that stand below it.
        or (serves and passwords and (page.size < LONG or passwords > 1))
        or (page.size < (SHORT if serves else STUB) and asked and page.names(_HEADINGS))
    ):
        return Problem("log-in", "a form of an account's rather than an article")
    return None
