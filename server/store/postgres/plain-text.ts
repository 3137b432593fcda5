/** As PostgreSQL keeps text: it has no NUL, and no half characters. */
export const plainText = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');
