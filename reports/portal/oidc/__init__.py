"""Signing in through a provider of OpenID Connect: the authorization code flow with PKCE, as OpenID Connect Core 1.0 and RFC 9700 have it.

What a provider says is hostile until it is verified: its discovery document, its keys, its tokens, and whatever the browser brings back.
"""

from typing import Final

CALLBACK: Final = "/login/oidc/callback"
"""Path to which a provider sends browsers back; part of what it knows of this client."""
