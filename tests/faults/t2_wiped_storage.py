"""T2: a tablet wipes everything the house keeps on it, as some do after idle days.

    python -m tests.faults.t2_wiped_storage [--full] [--seed N]

A real browser on the running product. A member marks and notes with a network (the last contact), takes the pack,
loses the network and makes another mark; then the browser's storage is wiped: databases, caches, worker, all but the
sign-in. Back in the house nothing that was there at the last contact may be missing, and the pack taken again must give
every paper byte for byte without a network. In some rounds the storage is wiped in the middle of taking the pack.
Size T 1 round, P 5, F 20.
"""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from playwright.sync_api import Page, expect, sync_playwright

from tests.annotations.drawing import ink_target
from tests.faults.lib.installation import Installation, installed, member_of
from tests.faults.lib.run import Run
from tests.js.harness.stage import browser

BAD = ("older than the last contact and lost", "papers not there again", "something left after the wipe")
PAPERS, SIZE = 6, 300_000
WIPED = "indexeddb,local_storage,cache_storage,service_workers,websql,file_systems"
TELL = """async ({verb, args}) => {
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const body = JSON.stringify({ id: "1", key: crypto.randomUUID(), verb, args });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token, Accept: "application/json" };
  return (await fetch("/realtime/command/", { method: "POST", headers, body })).json();
}"""
HASH = """async (address) => {
  const answer = await fetch(address);
  const digest = await crypto.subtle.digest("SHA-256", await answer.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}"""
LEFT = "async () => (await indexedDB.databases()).length + (await caches.keys()).length + localStorage.length"


def main() -> None:
    """Contact, pack, wipe, look."""
    run = Run("T2", *BAD)
    with installed(embedded=True, LOG_LEVEL="WARNING") as house:
        sitting, member, versions, item = _scene(house)
        with sync_playwright() as driver:
            chromium = browser(driver)
            for number in range(run.size(1, 5, 20)):
                context = chromium.new_context(viewport={"width": 820, "height": 1180}, locale="vi-VN")
                name, _, value = member.cookie.partition("=")
                context.add_cookies([{"name": name, "value": value, "url": house.base}])
                page = context.new_page()
                _round(run, page, f"{house.base}/sitting/{sitting.pk}/", versions, str(item.pk), number)
                context.close()
    run.finish(run.bad(), 0)


def _scene(house: Installation) -> tuple[Any, Any, dict[str, str], Any]:
    """A published sitting whose papers have bytes; `{version id: SHA-256}`."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    from tests.factories import agendas, sittings
    from tests.factories.people import members_of

    agenda = agendas.published(sittings.called_sitting(), items=2, papers=PAPERS // 2)
    versions = {}
    for item in agendas.items_of(agenda):
        for row in item.item_papers.select_related("version__pdf"):
            content = b"%PDF-1.7 " + hashlib.shake_256(str(row.pk).encode()).digest(SIZE)
            file = row.version.pdf
            file.storage_path = default_storage.save(f"t2/{row.pk}.pdf", ContentFile(content))
            file.size, file.sha256 = len(content), hashlib.sha256(content).hexdigest()
            file.save()
            versions[str(row.version_id)] = file.sha256
    user = members_of(agenda.sitting.body)[1]
    member = member_of(user, agenda.sitting.stream("members"))
    return agenda.sitting, member, versions, agendas.items_of(agenda)[0]


def _round(run: Run, page: Page, address: str, versions: dict[str, str], item: str, number: int) -> None:
    _arrive(page, address)
    version = next(iter(versions))
    known = page.evaluate("() => JSON.parse(document.getElementById('page').textContent).notes")
    note = known.get(item, {"id": str(uuid.uuid4()), "version": 0})
    text = f"Ghi chú vòng {number}"
    args = {"id": note["id"], "target": item, "text": text, "version": note["version"]}
    assert "ok" in page.evaluate(TELL, {"verb": "annotations.save_note", "args": args})
    mark = str(uuid.uuid4())
    target = ink_target()
    made = {"id": mark, "version": version, "kind": "ink", "target": target}
    assert "ok" in page.evaluate(TELL, {"verb": "annotations.save_mark", "args": made})
    _press_take(page)
    if number % 2 == 0:
        expect(page.locator(".pack-line")).to_contain_text("Đã lưu trên máy", timeout=60_000)
        page.context.set_offline(True)
        page.wait_for_timeout(200)
        page.context.set_offline(False)
    else:
        page.wait_for_timeout(run.rng.randrange(400))
        run.count("wiped in the middle of a download")
    page.goto("about:blank")
    session = page.context.new_cdp_session(page)
    origin = address.split("/sitting/")[0]
    session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": WIPED})
    page.goto(f"{origin}/app.webmanifest")
    run.count("something left after the wipe", int(page.evaluate(LEFT)))
    _arrive(page, address)
    notes = page.evaluate("() => JSON.parse(document.getElementById('page').textContent).notes")
    run.count("older than the last contact and lost", int(notes.get(item, {}).get("text") != text))
    marks = page.evaluate("(path) => fetch(path).then((answer) => answer.json())", f"/notes/marks/{version}/")
    run.count("older than the last contact and lost", int(mark not in {one["id"] for one in marks["marks"]}))
    _press_take(page)
    expect(page.locator(".pack-line")).to_contain_text("Đã lưu trên máy", timeout=60_000)
    page.context.set_offline(True)
    page.reload()
    expect(page.locator(".pack-line")).to_contain_text("Đang mất mạng: đọc từ gói")
    for pk, sha256 in versions.items():
        run.count("papers")
        run.count("papers not there again", int(page.evaluate(HASH, f"/papers/{pk}/file.pdf") != sha256))
    page.context.set_offline(False)


def _arrive(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("#net")).to_have_attribute("data-state", "live", timeout=20_000)
    page.wait_for_function(
        "() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
    )


def _press_take(page: Page) -> None:
    page.get_by_role("button", name="Tải", exact=True).click()
    page.get_by_role("button", name="Tải ngay").click()


if __name__ == "__main__":
    main()
