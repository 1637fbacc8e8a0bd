/** How long may be what is said of a person who asks for their record: as the register has it, and about the request. */
export const maxAskerName = 200;
export const maxAskerNumber = 40;
export const maxRequestReference = 40;
export const maxRequestWords = 200;
