// Tells how long is left: data-countdown="ISO time" data-ended="word".
const two = (number) => String(number).padStart(2, "0");

function left(element) {
  const seconds = Math.floor((new Date(element.dataset.countdown) - Date.now()) / 1000);
  if (seconds <= 0) return element.dataset.ended;
  const hours = Math.floor(seconds / 3600);
  if (hours >= 48) return "";
  const clock = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return hours ? `${hours}:${clock}` : clock;
}

function tick() {
  for (const element of document.querySelectorAll("[data-countdown]")) {
    const text = left(element);
    if (element.textContent !== text) element.textContent = text;
  }
}

tick();
setInterval(() => document.hidden || tick(), 1000);
document.addEventListener("swapped", tick);
