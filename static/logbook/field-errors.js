// An error at its field, in the form that the server's pages have.

export function clearErrors(part) {
  for (const error of part.querySelectorAll(".field-error")) error.remove();
  for (const field of part.querySelectorAll(".has-error")) field.classList.remove("has-error");
  for (const input of part.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
}

export function showError(input, text) {
  const error = document.createElement("p");
  error.className = "field-error";
  error.id = `${input.id}-error`;
  error.setAttribute("role", "alert");
  error.textContent = text;
  input.before(error);
  input.closest(".field").classList.add("has-error");
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", error.id);
  input.focus();
}
