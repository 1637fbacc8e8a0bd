/** What other apps shared with this one and no page has taken yet; boot asks the worker. */
export interface SharedFilesPort {
	/** From then on they are this page's: nobody else has them. Never rejects. */
	take(): Promise<File[]>;
}
