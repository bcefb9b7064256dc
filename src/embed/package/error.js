/** What went wrong, with a `kind` that programs can test. It never holds a key. */
export class LeadwakeError extends Error {
  /** @param {{kind: string, message: string}} fault */
  constructor(fault, options) {
    super(fault.message, options);
    this.name = "LeadwakeError";
    Object.assign(this, fault);
  }

  /** What a program threw: a fault as JSON text, or anything else where the program itself failed. */
  static from(thrown) {
    if (thrown instanceof LeadwakeError) return thrown;
    if (typeof thrown === "string") return new LeadwakeError(JSON.parse(thrown));
    return new LeadwakeError({ kind: "crashed", message: "The viewer failed. Mount another one to go on." }, { cause: thrown });
  }
}
