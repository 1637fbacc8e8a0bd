/** 专人: whom a school has named for students' insurance and for the platform's account, under confidentiality. */
export const staffDuties = ['insurance', 'platform-account'] as const;
export type StaffDuty = (typeof staffDuties)[number];
export const maxStaffName = 40;
