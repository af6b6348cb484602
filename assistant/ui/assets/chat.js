// In the log of the conversation: buttons that ask, rate and copy, and numbers that open their source.
const say = (words) => {
  const place = document.getElementById("ilmoitus");
  if (place) place.textContent = words;
};
let byButton = false; // the focus follows to the new answer only when a button in the log asked

const openSource = (link) => {
  const item = document.getElementById(link.hash.slice(1));
  const source = item?.querySelector("details");
  if (!source) return;
  source.open = true;
  source.querySelector("summary").focus();
};

const copy = async (button) => {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    say(button.dataset.done);
  } catch {
    say(button.dataset.failed);
  }
};

element.addEventListener("click", (event) => {
  const hit = event.target.closest("[data-ask], [data-rate], [data-copy], a.ref");
  if (!hit) return;
  if (hit.matches("a.ref")) {
    event.preventDefault();
    openSource(hit);
  } else if (hit.dataset.ask !== undefined) {
    byButton = true;
    trigger("ask", { question: hit.dataset.ask, fresh: hit.dataset.fresh !== undefined });
  } else if (hit.dataset.rate !== undefined) {
    trigger("rate", { turn: Number(hit.dataset.turn), rating: hit.dataset.rate, why: "" });
  } else {
    copy(hit);
  }
});

element.addEventListener("submit", (event) => {
  const form = event.target.closest("form.why");
  if (!form) return;
  event.preventDefault();
  trigger("rate", { turn: Number(form.dataset.turn), rating: "", why: form.elements.why.value });
});

// A source that unfolds shows its marked words, where they would be out of view.
element.addEventListener(
  "toggle",
  (event) => {
    if (event.target.open) event.target.querySelector("mark")?.scrollIntoView({ block: "nearest" });
  },
  true,
);

let shown = 0;
watch("value", () => {
  const turns = element.querySelectorAll(".turn");
  const latest = turns[turns.length - 1];
  if (latest && turns.length !== shown) latest.scrollIntoView({ block: "start" });
  shown = turns.length;
  if (latest && byButton && !latest.querySelector(".pending")) {
    byButton = false;
    latest.querySelector(".question").focus({ preventScroll: true });
  }
});
