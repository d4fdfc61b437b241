"""Addresses of an account. Two are those of the admin site, which they stand before."""

from django.urls import path

from . import views

app_name = "account"
urlpatterns = [
    path("login/", views.sign_in, name="sign-in"),
    path("password_change/", views.password_page, name="password"),
    path("account/", views.home_page, name="home"),
    path("account/code/", views.code_page, name="code"),
    path("account/confirm/", views.confirm_page, name="confirm"),
    path("account/second-factor/", views.factor_page, name="factor"),
    path("account/second-factor/remove/", views.remove_factor, name="remove-factor"),
    path("account/second-factor/codes/", views.new_codes, name="codes"),
    path("account/sessions/end/", views.end_others, name="end-sessions"),
]
