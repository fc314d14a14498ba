"""Second of three: every mark written as the W3C Web Annotation it is, and back.

In batches of their own transactions, so that no lock is held for long; broken off and begun again it goes on with what
is left. What stands here is the form of this day, whatever the code says later.
"""

import re
import unicodedata

from django.db import migrations, transaction

AT_ONCE = 500
MOTIVATIONS = {"note": "commenting", "question": "questioning"}
STYLES = {"highlight": "background-color:", "underline": "text-decoration: underline"}
UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\u0002")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
POINTS = re.compile(r'<polyline points="([^"]+)"')
PDF = "http://tools.ietf.org/rfc/rfc8118"


def batches(rows):
    """Lists of rows, each beginning after the last of the one before."""
    rows = rows.order_by("pk")
    found = list(rows[:AT_ONCE])
    while found:
        yield found
        found = list(rows.filter(pk__gt=found[-1].pk)[:AT_ONCE])


def write(apps, _editor):
    """From columns to annotations."""
    marks = apps.get_model("annotations", "Mark").objects
    placements = apps.get_model("annotations", "MarkPlacement").objects
    for found in batches(marks.filter(annotation__isnull=True)):
        for mark in found:
            mark.annotation = annotation_of(mark)
        with transaction.atomic():
            marks.bulk_update(found, ["annotation"])
    placed = placements.filter(annotated__isnull=True, page__isnull=False).select_related("mark")
    for found in batches(placed):
        for one in found:
            part = {**(one.target or {}), "page": one.page, "start": one.start, "quote": one.words}
            kind = one.mark.annotation["ecabinet:kind"]
            one.annotated = target_of(one.version_id, {**part, "strokes": None}, kind)
        with transaction.atomic():
            placements.bulk_update(found, ["annotated"])


def unwrite(apps, _editor):
    """From annotations to columns. A mark over several pages keeps the part on the first, as it did before."""
    marks = apps.get_model("annotations", "Mark").objects
    placements = apps.get_model("annotations", "MarkPlacement").objects
    for found in batches(marks.filter(kind=None)):
        for mark in found:
            said = mark.annotation
            mark.kind, mark.colour = said["ecabinet:kind"], said["ecabinet:colour"]
            mark.body = said.get("body", {}).get("value", "")
            mark.target = part_of(said["target"], said.get("ecabinet:box"))
        with transaction.atomic():
            marks.bulk_update(found, ["kind", "colour", "body", "target"])
    for found in batches(placements.filter(words=None)):
        for one in found:
            part = part_of(one.annotated) if one.annotated else {}
            one.page, one.start = part.get("page"), part.get("start", 0)
            one.words, one.target = part.get("quote", ""), part if one.is_by_hand else None
        with transaction.atomic():
            placements.bulk_update(found, ["page", "start", "words", "target"])


def annotation_of(mark):
    """The annotation of a row as it was before."""
    found = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:uuid:{mark.pk}",
        "type": "Annotation",
        "motivation": MOTIVATIONS.get(mark.kind, "highlighting"),
        "created": mark.created_at.isoformat(),
        "target": target_of(mark.made_on_id, mark.target, mark.kind),
        "stylesheet": {
            "type": "CssStylesheet",
            "value": f".{mark.kind} {{ {STYLES.get(mark.kind, 'color:')} {mark.colour} }}",
        },
        "ecabinet:kind": mark.kind,
        "ecabinet:colour": mark.colour,
    }
    if mark.target.get("box"):
        found["ecabinet:box"] = mark.target["box"]
    if mark.body:
        found["body"] = {"type": "TextualBody", "format": "text/plain", "language": "vi", "value": mark.body}
    return found


def target_of(source, part, kind):
    """The target on one page."""
    quote, start = part.get("quote", ""), part.get("start", 0)
    selectors = [{"type": "FragmentSelector", "conformsTo": PDF, "value": f"page={part['page']}"}]
    if quote:
        context = {"prefix": part.get("prefix", ""), "suffix": part.get("suffix", "")}
        selectors.append({"type": "TextQuoteSelector", "exact": quote, **context})
    if quote or start:
        selectors.append({"type": "TextPositionSelector", "start": start, "end": start + letters(quote)})
    if part.get("strokes"):
        lines = "".join(f'<polyline points="{pairs(one)}"/>' for one in part["strokes"])
        svg = f'<svg xmlns="http://www.w3.org/2000/svg">{lines}</svg>'
        selectors.append({"type": "SvgSelector", "value": svg})
    return {"source": f"urn:uuid:{source}", "styleClass": kind, "selector": selectors}


def letters(text):
    """How many letters without white space."""
    composed = unicodedata.normalize("NFC", text)
    return sum(not letter.isspace() and letter not in UNSEEN for letter in composed)


def pairs(stroke):
    """Points as SVG has them."""
    said = [f"{number:.2f}".rstrip("0").rstrip(".") for number in stroke]
    return " ".join(f"{x},{y}" for x, y in zip(said[::2], said[1::2], strict=True))


def part_of(target, box=None):
    """The (first) part of a target as the columns held it."""
    first = target[0] if isinstance(target, list) else target
    by_type = {one["type"]: one for one in first["selector"]}
    quote = by_type.get("TextQuoteSelector", {})
    found = {
        "page": int(NUMBER.findall(by_type["FragmentSelector"]["value"])[0]),
        "start": by_type.get("TextPositionSelector", {}).get("start", 0),
        "quote": quote.get("exact", ""),
        "prefix": quote.get("prefix", ""),
        "suffix": quote.get("suffix", ""),
    }
    if "SvgSelector" in by_type:
        drawn = POINTS.findall(by_type["SvgSelector"]["value"])
        found["strokes"] = [[float(number) for number in NUMBER.findall(one)] for one in drawn]
        found["box"] = box
    return found


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("annotations", "0003_a_place_for_the_annotation")]

    operations = [migrations.RunPython(write, unwrite)]
