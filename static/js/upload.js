// Shows chosen pictures before they are sent: data-upload around the file field.
document.addEventListener("change", (event) => {
  const box = event.target.type === "file" && event.target.closest("[data-upload]");
  if (!box) return;
  const shelf = box.querySelector("[data-upload-preview]");
  shelf.replaceChildren(...[...event.target.files].filter((file) => file.type.startsWith("image/")).map((file) => {
    const picture = Object.assign(new Image(96, 96), { alt: file.name });
    const reader = new FileReader();
    reader.addEventListener("load", () => (picture.src = reader.result));
    reader.readAsDataURL(file);
    const row = document.createElement("li");
    row.append(picture);
    return row;
  }));
  shelf.hidden = !shelf.children.length;
});
