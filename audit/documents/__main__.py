"""The process that reads documents: `python -m audit.documents`."""

from __future__ import annotations

from audit.documents.apart import main

if __name__ == "__main__":
    main()
