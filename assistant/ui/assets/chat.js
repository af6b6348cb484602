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

// A source unfolds to its whole section, fetched once, with the marked words in view. Until it has come, and where it
// cannot be had, the passage alone is there.
const sections = new Map();
const unfolded = new Set(); // ids of the sources that are open: they stay so when the log is written anew
const fill = async (place) => {
  const address = place.dataset.section;
  if (!address || place.dataset.whole) return;
  place.dataset.whole = "yes";
  try {
    if (!sections.has(address)) {
      const answer = await fetch(`osio${address}`);
      if (!answer.ok) return;
      sections.set(address, await answer.text());
    }
    place.innerHTML = sections.get(address);
  } catch {
    delete place.dataset.whole;
  }
};
const showMarks = (source) => {
  const place = source.querySelector(".source-text");
  const mark = place.querySelector("mark");
  if (mark) place.scrollTop += mark.getBoundingClientRect().top - place.getBoundingClientRect().top - place.clientHeight / 3;
};

element.addEventListener(
  "toggle",
  async ({ target: source }) => {
    const id = source.parentElement.id;
    if (!source.open) {
      unfolded.delete(id);
      return;
    }
    const anew = !unfolded.has(id);
    unfolded.add(id);
    await fill(source.querySelector(".source-text"));
    showMarks(source);
    if (anew) (source.querySelector("mark") ?? source).scrollIntoView({ block: "nearest" });
  },
  true,
);

let shown = 0;
let waiting = false;
watch("value", () => {
  for (const id of unfolded) {
    const source = document.getElementById(id)?.querySelector("details");
    if (source) source.open = true;
    else unfolded.delete(id);
  }
  const turns = element.querySelectorAll(".turn");
  const latest = turns[turns.length - 1];
  const pending = Boolean(latest?.querySelector(".pending"));
  // once when the question appears, and once more when its answer gives the page the height to bring it to the top
  if (latest && (turns.length !== shown || (waiting && !pending))) latest.scrollIntoView({ block: "start" });
  shown = turns.length;
  waiting = pending;
  if (latest && byButton && !pending) {
    byButton = false;
    latest.querySelector(".question").focus({ preventScroll: true });
  }
});
