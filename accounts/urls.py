"""Addresses of sign-in, own settings, and the administration of bodies."""

from django.urls import path

from accounts.views import bodies, holidays, people, rule_sets, session

app_name = "accounts"
urlpatterns = [
    path("sign-in/", session.sign_in, name="sign_in"),
    path("sign-out/", session.sign_out, name="sign_out"),
    path("preferences/", session.preferences, name="preferences"),
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/new/", bodies.create, name="create_body"),
    path("organisations/new/", bodies.create_organisation, name="create_organisation"),
    path("bodies/<uuid:body_id>/", bodies.body, name="body"),
    path("bodies/<uuid:body_id>/seats/", bodies.add_seat, name="add_seat"),
    path("bodies/<uuid:body_id>/seats/order/", bodies.order_seats, name="order_seats"),
    path("bodies/<uuid:body_id>/seats/<uuid:row_id>/end/", bodies.end_seat, name="end_seat"),
    path("bodies/<uuid:body_id>/roles/", bodies.add_role, name="add_role"),
    path("bodies/<uuid:body_id>/roles/<uuid:row_id>/end/", bodies.end_role, name="end_role"),
    path("bodies/<uuid:body_id>/mandates/", bodies.add_mandate, name="add_mandate"),
    path("bodies/<uuid:body_id>/mandates/<uuid:row_id>/end/", bodies.end_mandate, name="end_mandate"),
    path("bodies/<uuid:body_id>/people/", people.people, name="people"),
    path("bodies/<uuid:body_id>/people/<uuid:person_id>/", people.person, name="person"),
    path("bodies/<uuid:body_id>/posts/", people.add_post, name="add_post"),
    path("bodies/<uuid:body_id>/posts/<uuid:row_id>/end/", people.end_post, name="end_post"),
    path("bodies/<uuid:body_id>/accounts/", bodies.add_account, name="add_account"),
    path("bodies/<uuid:body_id>/accounts/<int:user_id>/close/", bodies.close_account, name="close_account"),
    path("bodies/<uuid:body_id>/holidays/", holidays.holidays, name="holidays"),
    path(
        "bodies/<uuid:body_id>/holidays/<uuid:day_id>/remove/", holidays.remove_holiday, name="remove_holiday"
    ),
    path("bodies/<uuid:body_id>/rule-sets/", rule_sets.rule_sets, name="rule_sets"),
    path("bodies/<uuid:body_id>/rule-sets/<str:code>/", rule_sets.rule_set, name="rule_set"),
    path(
        "bodies/<uuid:body_id>/rule-sets/<str:code>/draft/", rule_sets.draft_rule_set, name="draft_rule_set"
    ),
    path(
        "bodies/<uuid:body_id>/rule-set-drafts/<uuid:draft_id>/",
        rule_sets.rule_set_draft,
        name="rule_set_draft",
    ),
    path(
        "bodies/<uuid:body_id>/rule-set-drafts/<uuid:draft_id>/edit/",
        rule_sets.edit_rule_set_draft,
        name="edit_rule_set_draft",
    ),
    path(
        "bodies/<uuid:body_id>/rule-set-drafts/<uuid:draft_id>/confirm/",
        rule_sets.confirm_rule_set,
        name="confirm_rule_set",
    ),
    path(
        "bodies/<uuid:body_id>/rule-set-drafts/<uuid:draft_id>/withdraw/",
        rule_sets.withdraw_rule_set_draft,
        name="withdraw_rule_set_draft",
    ),
]
