import "../lib/worker.js";
import { watchDialogs } from "../lib/dialogs.js";
import { goLive } from "../lib/live.js";
import { page } from "../lib/page.js";
import { watchPrefs } from "../lib/prefs.js";
import { forgetRecalled, recalledAt } from "../lib/recalled.js";
import { stepThrough } from "../reader/places.js";
import { VoteSheet } from "../tablet/votesheet.js";

// Two versions side by side: the places that differ, one after the other, by finger and by keyboard.
watchDialogs();
watchPrefs();
stepThrough(document);
const live = goLive();
const sheet = document.getElementById("sheet");
if (sheet) new VoteSheet(sheet, live);
live.store.subscribe((view) => {
  forgetRecalled(view);
  // A paper taken back leaves this screen too; the page it leads to says when.
  if (recalledAt(view, page.paper.id)) location.replace(page.urls.back);
});
