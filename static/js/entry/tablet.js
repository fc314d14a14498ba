import { keepForms } from "../desk/keep.js";
import "../lib/worker.js";
import { watchDialogs } from "../lib/dialogs.js";
import { goLive } from "../lib/live.js";
import { watchPrefs } from "../lib/prefs.js";
import { VoteSheet } from "../tablet/votesheet.js";

// Any page of a member: the quiet dot, the settings, and the vote sheet over whatever is open.
watchDialogs();
watchPrefs();
keepForms();
const live = goLive();
let sittingState = live.store.view.sitting?.state;
live.store.subscribe((view) => {
  const home = document.querySelector("[data-home]");
  if (home && view.sitting?.state !== sittingState) location.reload();
  sittingState = view.sitting?.state;
});
new VoteSheet(document.getElementById("sheet"), live);
