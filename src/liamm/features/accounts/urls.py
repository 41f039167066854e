"""Addresses of accounts: the doors in, one's own account, organisations. The pages of allauth under French names."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.usersessions import views as sessions
from django.urls import path

from liamm.features.accounts import views

_ENTRANCE = [
    path("compte/entrer/", views.ask_code, name="account_login"),
    path("compte/entrer/", views.ask_code, name="account_request_login_code"),
    path("compte/entrer/code/", views.confirm_sign_in, name="account_confirm_login_code"),
    path("compte/entrer/mot-de-passe/", views.password_sign_in, name="password_sign_in"),
    path("compte/entrer/cle/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("compte/entrer/deuxieme-etape/", second.authenticate, name="mfa_authenticate"),
    path("compte/creer/", views.sign_up, name="account_signup"),
    path("compte/verifier-adresse/", views.confirm_address, name="account_email_verification_sent"),
    path("compte/sortir/", account.logout, name="account_logout"),
    path("compte/ferme/", account.account_inactive, name="account_inactive"),
    path("compte/mot-de-passe/oublie/", account.password_reset, name="account_reset_password"),
    path(
        "compte/mot-de-passe/oublie/code/",
        views.confirm_reset,
        name="account_confirm_password_reset_code",
    ),
    path("compte/mot-de-passe/nouveau/", account.complete_password_reset, name="account_complete_password_reset"),
    path("compte/mot-de-passe/fait/", account.password_reset_from_key_done, name="account_password_reset_completed"),
]
_SAFETY = [
    path("compte/adresse/", account.email, name="account_email"),
    path("compte/mot-de-passe/", account.password_change, name="account_change_password"),
    path("compte/mot-de-passe/choisir/", account.password_set, name="account_set_password"),
    path("compte/est-ce-bien-vous/", account.reauthenticate, name="account_reauthenticate"),
    path("compte/est-ce-bien-vous/code/", second.reauthenticate, name="mfa_reauthenticate"),
    path("compte/est-ce-bien-vous/cle/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("compte/surete/", second.index, name="mfa_index"),
    path("compte/surete/application/", totp.activate_totp, name="mfa_activate_totp"),
    path("compte/surete/application/retirer/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("compte/surete/secours/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("compte/surete/secours/refaire/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("compte/surete/secours/codes.txt", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("compte/surete/cles/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("compte/surete/cles/ajouter/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("compte/surete/cles/<int:pk>/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("compte/surete/cles/<int:pk>/retirer/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("compte/sessions/", sessions.list_usersessions, name="usersessions_list"),
]
urlpatterns = [
    *_ENTRANCE,
    *_SAFETY,
    path("compte/", views.me, name="me"),
    path("compte/mes-donnees.json", views.my_data, name="my_data"),
    path("compte/sessions/<int:pk>/fermer/", views.close_session, name="close_session"),
    path("compte/courriers/reprendre/", views.resume, name="resume_letters"),
    path("compte/affiliations/ajouter/", views.add_affiliation, name="add_affiliation"),
    path("compte/affiliations/<uuid:pk>/finir/", views.end_my_affiliation, name="end_affiliation"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/nommees/<uuid:pk>/", views.recognise, name="organisation_recognise"),
    path("organisations/nommees/<uuid:pk>/ecarter/", views.refuse_named, name="organisation_refuse_named"),
    path("organisations/nommees/<uuid:pk>/retirer/", views.forget_named, name="organisation_forget_named"),
    path("organisations/ajouter/", views.add, name="organisation_add"),
    path("organisations/<uuid:pk>/", views.organisation, name="organisation"),
    path("rattachements/<uuid:pk>/confirmer/", views.confirm_affiliation, name="confirm_affiliation"),
    path("organisations/<uuid:pk>/corriger/", views.edit, name="organisation_edit"),
    path("equipe/", views.duties, name="duties"),
    path("equipe/confier/", views.entrust, name="entrust_duty"),
    path("equipe/<uuid:pk>/finir/", views.finish_duty, name="finish_duty"),
]
