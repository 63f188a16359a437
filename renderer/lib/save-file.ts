// Hands a text to the person as a file: the browser's own download, which the desktop shell shows as a save dialog.

export function saveFile(text: string, { kind, type }: { kind: string; type: string }): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `evenkeel-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}.${kind}`;
  link.click();
  // The download has its own hold on the data once it began.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
