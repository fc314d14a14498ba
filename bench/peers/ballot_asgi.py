"""The peer of L2a as Django starts any project under Daphne."""

from django.core.asgi import get_asgi_application

application = get_asgi_application()
