"""Addresses: search, documents, and the tree of pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.documents import urls as document_urls

from ministry.models import PortalPage


def search(request: HttpRequest) -> HttpResponse:
    """Answer the search form."""
    query = request.GET.get("q", "")
    found: Any = PortalPage.objects.live().search(query) if query else []
    return render(request, "ministry/search.html", {"query": query, "found": found})


urlpatterns = [
    path("tim-kiem/", search),
    path("documents/", include(document_urls)),
    path("", include(wagtail_urls)),
]
