// Messages of the core begin in lower case, because they also stand behind a colon in logs. Where one stands alone it begins a line.
export const capitalised = (text: string): string =>
  `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
