"""What the Word templates of official drafts are built from: their form, and the words of each in both languages."""
