// English texts of the Traffic page.
export const traffic = {} as const;
