"""How people sign in: a mailed code by default, a password or a passkey if they like, a second factor if they wish."""

from liamm.kernel import env
from liamm.site.settings.lab import LIAMM_LAB_NAME, LIAMM_PUBLIC_URL
from liamm.site.settings.security import LIAMM_FORMS_PER_HOUR

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "liamm.features.accounts.sign_in.AccountAdapter"
MFA_ADAPTER = "liamm.features.accounts.sign_in.SecondFactorAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 2
ACCOUNT_EMAIL_NOTIFICATIONS = True

_FORMS = "liamm.features.accounts.sign_in_forms."
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_SIGNUP_FORM_CLASS = "liamm.features.accounts.signing_up.NameForm"
ACCOUNT_FORMS = {
    "request_login_code": f"{_FORMS}CodeRequest",
    "confirm_login_code": f"{_FORMS}CodeConfirm",
    "confirm_email_verification_code": f"{_FORMS}AddressConfirm",
    "confirm_password_reset_code": f"{_FORMS}ResetConfirm",
    "login": f"{_FORMS}PasswordSignIn",
    "signup": f"{_FORMS}SignUp",
    "reauthenticate": f"{_FORMS}Reauthenticate",
    "reset_password": f"{_FORMS}PasswordReset",
    "reset_password_from_key": f"{_FORMS}PasswordResetKey",
    "change_password": f"{_FORMS}PasswordChange",
    "set_password": f"{_FORMS}PasswordSet",
    "add_email": f"{_FORMS}AddressAdd",
    "change_email": f"{_FORMS}AddressChange",
}
MFA_FORMS = {
    "authenticate": f"{_FORMS}SecondStep",
    "reauthenticate": f"{_FORMS}SecondStepAgain",
    "activate_totp": f"{_FORMS}AppActivate",
    "deactivate_totp": f"{_FORMS}AppDeactivate",
    "generate_recovery_codes": f"{_FORMS}RecoveryCodes",
    "add_webauthn": f"{_FORMS}KeyAdd",
    "edit_webauthn": f"{_FORMS}KeyEdit",
}
ACCOUNT_RATE_LIMITS = {"join": f"{LIAMM_FORMS_PER_HOUR}/h/ip"}

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = LIAMM_LAB_NAME
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LIAMM_PUBLIC_URL.startswith("http://")
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_COOKIE_AGE = 60 * 60 * 24 * env.number("LIAMM_SESSION_DAYS", 14, "Days after which one signs in again.")

PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "liamm.features.accounts.strength.StrengthValidator"}]
