"""Lists of services that agencies must offer: import, matching with what their portals offer, and what is left to do."""
