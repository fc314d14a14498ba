import { keepForms } from "../desk/keep.js";
import { watchNet } from "../components/needs-net.js";
import { Sending } from "../components/sending.js";
import "../lib/worker.js";
import { watchDialogs } from "../lib/dialogs.js";
import { lookAgain } from "../lib/again.js";
import { guardSignOut } from "../lib/leaving.js";
import { goLive } from "../lib/live.js";
import { watchPrefs } from "../lib/prefs.js";
import { Evening } from "../tablet/evening.js";
import { watchSearchKey } from "../lib/search-key.js";
import { VoteSheet } from "../tablet/votesheet.js";

// Any page of a member: the quiet dot, the settings, and the vote sheet over whatever is open.
watchDialogs();
watchPrefs();
watchNet();
lookAgain();
watchSearchKey();
const live = goLive();
guardSignOut(live);
keepForms();
new Sending(document.getElementById("sending"), live);
new Evening(document.getElementById("evening"));
let sittingState = live.store.view.sitting?.state;
live.store.subscribe((view) => {
  const home = document.querySelector("[data-home]");
  if (home && view.sitting?.state !== sittingState) location.reload();
  sittingState = view.sitting?.state;
});
new VoteSheet(document.getElementById("sheet"), live);
