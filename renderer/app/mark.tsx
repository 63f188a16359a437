// The product's mark: a level line resting on a keel. The drawing is assets/mark.svg, which is also the icon.
import markUrl from "../assets/mark.svg";

export function Mark({ size = 24 }: { readonly size?: number }) {
  return <img src={markUrl} width={size} height={size} alt="" className="mark" />;
}
