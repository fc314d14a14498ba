/** A short line that passes; `stop` for a refusal, which stays longer. Words only. */
export function toast(words, { stop = false } = {}) {
  const box = document.getElementById("toasts");
  if (!box || !words) return;
  const line = document.createElement("div");
  line.className = stop ? "toast toast-stop" : "toast";
  line.textContent = words;
  box.append(line);
  setTimeout(() => line.remove(), stop ? 12000 : 5000);
}
