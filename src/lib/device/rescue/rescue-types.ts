/** What the rest of the app may ask of rescue files. */
import type { SealProblem } from './sealed-file.ts';

export interface RescueCounts {
	enrollments: number;
	claims: number;
	documents: number;
	/** Files that other apps shared, in no claim yet. */
	received: number;
	/** What was collected in drives, sealed for the school. */
	handOvers: number;
	/** Of documents and received files. */
	bytes: number;
}

export interface RescueFile {
	file: Blob;
	/** `campuscover-rescue-20261126.ccx`, by the phone's own calendar. */
	name: string;
	counts: RescueCounts;
}

/** `other-account`: it is somebody else's. `sign-in`: it is an account's, and nobody is signed in. */
export type RescueProblem = SealProblem | 'other-account' | 'sign-in';

/** What became of a file's drafts and claims, by number. */
export interface RescueTaken {
	added: number;
	/** Went on top of what was here. */
	joined: number;
	/** Were here already. */
	here: number;
	/** Both are kept: what was here, and the file's as a draft of its own. */
	beside: number;
	/** Belong to another account, closed on this phone: passed over. */
	elsewhere: number;
	/** Files of claims that are new here. */
	documents: number;
	/** Files that other apps had shared, new here. */
	received: number;
	/** What was collected in drives, new here and on its way. */
	handOvers: number;
	/** Drafts from before sign-in are among them, to be claimed. */
	unclaimed: number;
}

/** Works offline, for the present owner and the phone's own drafts. Rejects with RefusalError `device.storage-full`, `device.storage-lost`. */
export interface RescueStore {
	/** What a file made now would hold. */
	look(): Promise<RescueCounts>;
	/** Seals it; the phone's storage is as before. */
	write(passphrase: string): Promise<RescueFile>;
	/** All of the file, or nothing: then the answer says why, and the phone's storage is as before. */
	read(file: Blob, passphrase: string): Promise<{ taken: RescueTaken } | { problem: RescueProblem }>;
}
