"""How people arrive: pages, links, cookies, and the composition root. Files and the clock are known here."""
