/** All English words by tag; the build fills it in (vite/messages-apart.ts). */
export const english: Record<string, (inputs: Record<string, unknown>) => string> = {};

/** English of policy data and code lists, by its Chinese. */
export const englishOfData: Record<string, string> = {};
