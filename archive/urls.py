"""Addresses: the reading room at the root, the curators' desk under /admin/."""

from django.contrib import admin
from django.urls import include, path

admin.site.site_header = "On Record"
admin.site.site_title = "On Record"
admin.site.index_title = "The curators’ desk"

urlpatterns = [
    path("admin/review/", include("statements.desk")),
    path("admin/", admin.site.urls),
    path("", include("statements.urls")),
]

handler400 = "statements.views.bad_request"
handler403 = "statements.views.forbidden"
handler404 = "statements.views.not_found"
handler500 = "statements.views.server_error"
