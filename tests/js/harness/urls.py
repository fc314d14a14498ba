"""The few names templates ask for; nothing answers here."""

urlpatterns: list = []
