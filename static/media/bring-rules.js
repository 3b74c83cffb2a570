// Which of several files a box takes, and what a pasted one is called.

const TAKEN = /^(image\/|application\/pdf$)/;

export function firstTaken(files) {
  return [...files].find((file) => TAKEN.test(file.type)) || null;
}

export function nameOf(file, now) {
  if (file.name && file.name !== "image.png") return file.name;
  const two = (number) => String(number).padStart(2, "0");
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `${day} ${two(now.getHours())}.${two(now.getMinutes())}.png`;
}
