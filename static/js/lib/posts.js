/** A post as short as a seat of the map: the titles everybody has in common are left out. */
export const seatName = (one) =>
  (one.short || one.post || one.name)
    .replace(/^Bộ trưởng, Chủ nhiệm /, "")
    .replace(/^Bộ trưởng (Bộ )?/, "")
    .replace(/^Phó Thủ tướng/, "PTT")
    .replace(/Bộ trưởng (Bộ )?/, "")
    .replace(/^PTT \S+ (?=\S+ \S+$)/, "PTT ")
    .replace(/^Thống đốc | Việt Nam$|^Tổng (?=Thanh tra)/g, "")
    .replace(/^(Ngân hàng Nhà nước|Thanh tra Chính phủ|Văn phòng Chính phủ)$/, initials);

/** "Ngân hàng Nhà nước" as the state's own papers shorten it: NHNN. */
const initials = (words) => words.split(" ").map((word) => word[0].toUpperCase()).join("");

/** Two may have the same post: the name tells them apart. */
export const fullPost = (one) => (one.post ? `${one.post} ${one.name}` : one.name);
