import { z } from 'zod';
import * as doctor from './doctor-records.ts';
import { procedure } from '../procedure.ts';
import { run } from '../runs/run-records.ts';

/** The procedures of `runs` that concern faults of trainings. */
export const doctorProcedures = {
  /** Returns the faults of a training, under way or over, with the numbers that show them and their remedies. */
  doctor: procedure.input(doctor.doctorInput).output(doctor.diagnosis),
  /** Returns the faults that `start` with the same input would have. Throws the errors that `start` would throw. */
  doctorBefore: procedure.input(doctor.doctorBeforeInput).output(doctor.diagnosis),
  /** Returns the worst finding of each of these runs that has one. */
  doctorMarks: procedure.input(doctor.doctorMarksInput).output(doctor.doctorMarks),
  /**
   * Hides a finding, with a reason, for all runs of the same network on the same data; `recallFinding` shows it again.
   */
  dismissFinding: procedure.input(doctor.dismissFinding).output(z.void()),
  recallFinding: procedure.input(doctor.recallFinding).output(z.void()),
  /** Starts the branch or the run that a finding's fix asks for. Throws `invalid-data` if it asks for neither. */
  applyFix: procedure.input(doctor.applyFix).output(run),
};
