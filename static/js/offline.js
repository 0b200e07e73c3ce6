// Pages seen before open without a network; registered when the page is done, so that it takes nothing from it.
if ("serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register("/service-worker.js").catch(() => {}));
}

// Typing goes on without a network, sending does not: the page says which it is.
const told = document.createElement("p");
told.className = "offline-note";
told.setAttribute("role", "status");
const tell = () => {
  told.textContent = navigator.onLine ? "" : document.body.dataset.offline;
};
document.body.append(told);
addEventListener("online", tell);
addEventListener("offline", tell);
tell();
