// Says that a file is too large before it is sent; without this script the server says it.

for (const input of document.querySelectorAll("input[data-largest]")) {
  const said = document.createElement("p");
  said.className = "field-error";
  said.setAttribute("role", "alert");
  input.after(said);
  input.addEventListener("change", () => {
    const [file] = input.files;
    const isTooLarge = Boolean(file) && file.size > Number(input.dataset.largest);
    said.textContent = isTooLarge ? input.dataset.tooLarge : "";
    if (isTooLarge) input.value = "";
  });
}
