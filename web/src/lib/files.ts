/** Networks as files: base64 on the wire, safetensors on the user's disk. */

/** As the server's messages.FILE_LIMIT: base64 characters. */
const LIMIT = 6_000_000;

export function download(name: string, base64: string): void {
  keep(name, new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))]));
}

/** Let the user keep something as a file. */
export function keep(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The file as base64. Throws where it is larger than the server takes. */
export async function upload(file: File): Promise<string> {
  if (file.size * (4 / 3) > LIMIT) throw new Error(`${file.name} is too large to be one of the lab's networks.`);
  const content = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < content.length; at += 0x8000) text += String.fromCharCode(...content.subarray(at, at + 0x8000));
  return btoa(text);
}
