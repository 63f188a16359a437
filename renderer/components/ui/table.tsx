// Table primitives: hairlines, a sticky head, numbers right-aligned in the figure face, rows that can be picked.
import type { HTMLAttributes, ReactNode, TdHTMLAttributes, ThHTMLAttributes } from "react";
import { classNames } from "../../lib/class-names.ts";
import "./table.css";

export function Table({
  label,
  rowCount,
  children,
}: {
  /** The accessible name. */
  readonly label: string;
  /** Where only some of the rows are drawn: all there are, the head included. */
  readonly rowCount?: number;
  readonly children: ReactNode;
}) {
  return (
    <table className="table" aria-label={label} aria-rowcount={rowCount}>
      {children}
    </table>
  );
}

export function HeadCell({
  isNumeric = false,
  className,
  ...rest
}: ThHTMLAttributes<HTMLTableCellElement> & { readonly isNumeric?: boolean }) {
  return (
    <th
      scope="col"
      {...rest}
      className={classNames("table-head", isNumeric && "table-numeric", className)}
    />
  );
}

export function Row({
  isSelected = false,
  className,
  ...rest
}: HTMLAttributes<HTMLTableRowElement> & { readonly isSelected?: boolean }) {
  return (
    <tr
      {...rest}
      className={classNames("table-row", isSelected && "table-row-selected", className)}
    />
  );
}

export function Cell({
  isNumeric = false,
  isFigure = false,
  className,
  ...rest
}: TdHTMLAttributes<HTMLTableCellElement> & {
  readonly isNumeric?: boolean;
  readonly isFigure?: boolean;
}) {
  return (
    <td
      {...rest}
      className={classNames(
        "table-cell",
        isNumeric && "table-numeric",
        (isNumeric || isFigure) && "figures",
        className,
      )}
    />
  );
}
