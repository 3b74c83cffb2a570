"""The part of the log that lives on the phone: the page without signal, its worker, and what makes it an app."""
