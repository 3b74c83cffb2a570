// Goes on with a draft's next part by itself; without this script the button does it.

const form = document.querySelector("[data-go-on]");
if (form) {
  form.hidden = true;
  setTimeout(() => form.submit(), 150);
}
