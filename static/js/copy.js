// Copies a value: data-copy="value" data-copied="word" on a button.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    document.dispatchEvent(new CustomEvent("toast", { detail: `${button.dataset.copied}: ${button.dataset.copy}` }));
  } catch {
    // Without leave to copy, the value is chosen so that the person can.
    const shown = button.parentElement.querySelector(".copyable-value");
    if (shown) getSelection().selectAllChildren(shown);
  }
});
