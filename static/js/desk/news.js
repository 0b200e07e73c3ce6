// Tells of a new order with a sound and a notice, once somebody has asked for it: data-news="/address.json".
const KEPT = "tells-of-orders";
const SECONDS = 20;
let timer;
let sound;

function beep() {
  sound ??= new AudioContext();
  for (const [at, pitch] of [[0, 660], [0.18, 880]]) {
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.25, sound.currentTime + at);
    volume.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + at + 0.16);
    tone.connect(volume).connect(sound.destination);
    tone.start(sound.currentTime + at);
    tone.stop(sound.currentTime + at + 0.17);
  }
}

function tell(part, news) {
  const words = `${part.dataset.words}: ${news.newest}`;
  document.dispatchEvent(new CustomEvent("toast", { detail: words }));
  document.title = `(${news.waiting}) ${document.title.replace(/^\(\d+\) /, "")}`;
  beep();
  if (document.hidden && window.Notification?.permission === "granted") new Notification(words, { tag: news.newest });
}

async function ask(part, state) {
  const headers = { Accept: "application/json", ...(state.tag && { "If-None-Match": state.tag }) };
  const answer = await fetch(part.dataset.news, { headers, cache: "no-store" });
  if (answer.status !== 200) return;
  const news = await answer.json();
  if (state.tag && news.newest && news.newest !== state.newest) tell(part, news);
  state.tag = answer.headers.get("ETag");
  state.newest = news.newest;
}

function listen(part, state) {
  clearTimeout(timer);
  if (!state.on) return;
  ask(part, state)
    .catch(() => {})
    .finally(() => (timer = setTimeout(() => listen(part, state), SECONDS * 1000)));
}

function show(part, state) {
  const button = part.querySelector("button");
  button.setAttribute("aria-pressed", String(state.on));
  button.querySelector("span").textContent = state.on ? part.dataset.on : part.dataset.off;
}

for (const part of document.querySelectorAll("[data-news]")) {
  const state = { on: localStorage.getItem(KEPT) === "yes" };
  show(part, state);
  listen(part, state);
  part.querySelector("button").addEventListener("click", () => {
    state.on = !state.on;
    localStorage.setItem(KEPT, state.on ? "yes" : "no");
    if (state.on) beep();
    if (state.on) window.Notification?.requestPermission();
    show(part, state);
    listen(part, state);
  });
}
