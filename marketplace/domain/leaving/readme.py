"""What a booth's download says of itself, in both languages."""

README = """\
DỮ LIỆU CỦA GIAN HÀNG
=====================
booth.json            thông tin gian hàng và người bán; makers.csv: những người làm ra hàng
products.csv          sản phẩm; variants.csv: quy cách, giá, tồn kho
stock_movements.csv   mọi lần nhập, xuất, kiểm kho
orders.csv            đơn hàng; order_lines.csv: từng món; order_steps.csv: từng bước
parcels.csv           kiện hàng; parcel_lines.csv: món và số lượng trong từng kiện
bookings.csv          lượt đặt GHN đến lấy; carrier_issues.csv: những lần GHN báo không khớp
shortfalls.csv        phần không giao được; order_notes.csv: ghi chú của gian hàng
earnings.csv          từng khoản tiền của gian hàng
returns.csv           trả hàng
papers.csv, papers/   giấy chứng nhận và ảnh chụp
reviews.csv           đánh giá; questions.csv: câu hỏi, cả câu trả lời của gian hàng
offers.csv            giá ưu đãi; vouchers.csv: mã giảm giá; shipping_rates.csv: phí giao hàng; batches.csv: lô hàng
campaigns.csv         phần của gian hàng trong các chương trình livestream
photos/               ảnh sản phẩm

Tiền là đồng Việt Nam, không số lẻ. Ngày giờ theo giờ Việt Nam. Tệp CSV mã UTF-8, mở được bằng Excel; dấu ' đứng đầu ô
là để phần mềm bảng tính không chạy nội dung như công thức.
Tên, số điện thoại và địa chỉ người mua chỉ có ở đơn đang giao. Luật bảo vệ dữ liệu cá nhân không cho giữ lâu
hơn cần thiết: hãy xóa khi giao xong và không dùng vào việc khác.

DATA OF THE BOOTH
=================
booth.json            the booth and its seller; makers.csv: the people who make the goods
products.csv          products; variants.csv: forms, prices, stock
stock_movements.csv   every receipt, sale and count
orders.csv            orders; order_lines.csv: goods; order_steps.csv: steps
parcels.csv           parcels; parcel_lines.csv: what lies in each and how many
bookings.csv          parcels that GHN was asked to fetch; carrier_issues.csv: what GHN said and did not fit
shortfalls.csv        what could not be delivered; order_notes.csv: the booth's own notes
earnings.csv          every line of the booth's money
returns.csv           returns
papers.csv, papers/   certificates and their scans
reviews.csv           reviews; questions.csv: questions, with the booth's answers
offers.csv            offers; vouchers.csv: vouchers; shipping_rates.csv: shipping fees; batches.csv: batches
campaigns.csv         the booth's part in livestream campaigns
photos/               photos of products

Money is whole Vietnamese dong. Times are those of Viet Nam. CSV files are UTF-8; an apostrophe at the head of a cell
keeps a spreadsheet program from running its content as a formula.
Names, phones and addresses of buyers are given only for orders still to be delivered. Personal data may not be kept
longer than needed: delete them after delivery and use them for nothing else.
"""
