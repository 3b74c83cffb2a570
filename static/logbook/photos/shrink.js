// Makes a picture smaller on the phone. What is drawn anew has no EXIF and no place. A picture that this browser can't read
// (HEIC on Android) stays as it is: the server makes it smaller.

import { fitting, LONGEST_SIDE, MOST_BYTES, QUALITY, THUMB_SIDE } from "./rules.js";

export class TooHeavy extends Error {}

// {blob, thumb, name}; `thumb` is null where it can't be shown. Raises TooHeavy.
export async function shrunk(file) {
  const picture = await read(file);
  if (!picture) {
    if (file.size > MOST_BYTES) throw new TooHeavy();
    return { blob: file.slice(0, file.size, "application/octet-stream"), thumb: null, name: file.name };
  }
  const blob = await drawn(picture, LONGEST_SIDE, QUALITY);
  const thumb = await drawn(picture, THUMB_SIDE, QUALITY);
  URL.revokeObjectURL(picture.src);
  return { blob, thumb, name: file.name.replace(/\.[^.]*$/, "") + ".jpg" };
}

// An <img> turns itself by what the camera wrote; createImageBitmap does not on older browsers.
async function read(file) {
  const picture = new Image();
  picture.src = URL.createObjectURL(file);
  try {
    await picture.decode();
    if (picture.naturalWidth > 0) return picture;
  } catch {
    // no picture that this browser knows
  }
  URL.revokeObjectURL(picture.src);
  return null;
}

function drawn(picture, side, quality) {
  const { width, height } = fitting(picture.naturalWidth, picture.naturalHeight, side);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const brush = canvas.getContext("2d");
  brush.fillStyle = "#fff"; // JPEG knows no transparency
  brush.fillRect(0, 0, width, height);
  brush.imageSmoothingQuality = "high";
  brush.drawImage(picture, 0, 0, width, height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("not drawn"))), "image/jpeg", quality);
  });
}
