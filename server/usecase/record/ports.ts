import type { DocumentType } from '#shared/domain/document/document-type.ts';

/** Whom it is about: the account, if there is one, and the person that it is bound to, if it is. */
export interface Subject {
	accountId: string | null;
	personKey: string | null;
	name: string | null;
}

/** The rows of one table that are about one person, without secrets and without who else had to do with them. */
export interface SubjectRows {
	table: string;
	/** As the person is told. */
	title: string;
	rows: Record<string, unknown>[];
}

export interface SubjectTable {
	/** Everything that is held about one person; tables that hold nothing of theirs are left out. The product's own to ask. */
	everything(subject: Subject): Promise<SubjectRows[]>;
	/** Their files, and scans that a school keeps of them alone, oldest first. */
	files(subject: Subject): Promise<{ hash: string; type: DocumentType; place: string; size: number }[]>;
}

export interface RecordTx {
	subjects: SubjectTable;
}
