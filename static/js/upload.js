// Shows chosen pictures before they are sent, and says at once what would be refused for its size: data-upload around the
// file field, with the most megabytes of a file and the most files.
function show(shelf, files) {
  shelf.replaceChildren(...files.filter((file) => file.type.startsWith("image/")).map((file) => {
    const picture = Object.assign(new Image(96, 96), { alt: file.name });
    const reader = new FileReader();
    reader.addEventListener("load", () => (picture.src = reader.result));
    reader.readAsDataURL(file);
    const row = document.createElement("li");
    row.append(picture);
    return row;
  }));
  shelf.hidden = !shelf.children.length;
}

document.addEventListener("change", ({ target }) => {
  const box = target.type === "file" && target.closest("[data-upload]");
  if (!box) return;
  const { uploadSize, uploadCount } = box.dataset;
  const files = [...target.files];
  const wrong = files.length > uploadCount || files.some(({ size }) => size > uploadSize * 1024 ** 2);
  if (wrong) target.value = "";
  box.querySelector("[data-upload-wrong]").hidden = !wrong;
  show(box.querySelector("[data-upload-preview]"), wrong ? [] : files);
});
