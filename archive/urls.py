"""Addresses: the reading room at the root, the curators' desk under /admin/."""

from django.contrib import admin
from django.urls import include, path

admin.site.site_header = "On Record"
admin.site.site_title = "On Record"
admin.site.index_title = "The curators’ desk"

urlpatterns = [
    path("admin/review/", include("statements.desk.urls")),
    path(
        "admin/", include("statements.accounts.urls")
    ),  # before the pages of the admin site that it replaces
    path("admin/", admin.site.urls),
    path("", include("statements.pages.urls")),
]

handler400 = "statements.pages.errors.bad_request"
handler403 = "statements.pages.errors.forbidden"
handler404 = "statements.pages.errors.not_found"
handler500 = "statements.pages.errors.server_error"
