"""What pages of services call each point, as titles, questions and numbered heads; and what is no label."""

import pytest

from audit.facts.services.labels import kinds_of

WORDINGS = {
    "components": """What you need|What You Will Need|You will need:|Documents you need to provide|Supporting documents|Checklist|Document checklist|What documents do I need?|3. Required documents
        Which documents do I need to submit?|What do I need to apply?|Documents to bring|What to bring|Required attachments|Documentation required|Documentary requirements|Supporting evidence|Papers to be submitted|Information and documents required
        Documents Required for Registration|List of supporting documents|Documents to be uploaded|Documents you must submit|What you need before you apply|Evidence you need to provide|Submission requirements|Checklist of requirements|Things you need|What to submit
        Hồ sơ cần chuẩn bị|Giấy tờ cần mang theo|Cần giấy tờ gì?|Hồ sơ gồm những gì?|Thành phần hồ sơ bao gồm|Hồ sơ hải quan|Đơn và tài liệu kèm theo|Giấy tờ phải nộp""",
    "time_limit": """How long it takes|How long does it take?|Processing time|Processing times|Turnaround|Turnaround time|Timeline|Service standard|When will I get a decision?|Time to complete|Estimated processing time|Waiting time|Service delivery time
        Client charter|How long will I have to wait?|How long the process takes|Time taken to process|Approval time|Decision period|Statutory time limit|Lead time|Timeframe|Average processing time (working days)|Time required|Service level agreement|Time for handling
        Thời gian trả kết quả|Bao lâu có kết quả?|Thời hạn cấp giấy phép|Thời gian cấp hộ chiếu|Khi nào có kết quả?|Thời hạn xét đơn|Thời gian giải quyết (ngày làm việc)""",
    "who": """Who can apply|Who Can Apply?|Who is this for?|Who should use this service|Who is eligible|Who may avail|Who needs this permit|Who qualifies?|Am I eligible?|Target audience|Beneficiaries|Eligible applicants|Applicant type|Applies to|Who may file
        Who is this service for?|Customer segment|Service users|Who can register?|Who needs a licence?|Who can use this service?|Who must register|Type of applicant|Intended users|For whom|Can I apply?
        Ai được làm|Ai có thể nộp hồ sơ?|Ai được cấp?|Đối tượng thụ hưởng|Người có quyền yêu cầu|Dành cho ai|Đối tượng phục vụ|Người nộp thuế""",
    "agency": """Responsible office|Competent authority|Contact unit|Issued by|Issuing authority|Provided by|Service provider|Responsible department|Responsible entity|Lead agency|Office or Division|Licensing authority|Who issues it?|Department responsible|Administered by
        Government agency|Which agency is responsible?|Responsible division|Relevant authority|Registering authority|Agency in charge|Managed by|Who provides this service?|Delivered by|Regulatory body
        Nơi cấp|Tòa án có thẩm quyền|Cơ quan thuế giải quyết|Cơ quan hải quan thực hiện|Cơ quan cấp phép|Cơ quan BHXH giải quyết|Cơ quan, đơn vị thực hiện""",
    "result": """What you get|What will I get?|What you will receive|Document issued|Outcome|Service output|Service outcome|Result of the service|Certificate issued|What is issued|End result|Deliverables|Licence issued|How much you'll get|Final result|Expected outcome|Permit you will receive
        Bạn sẽ nhận được|Kết quả nhận được|Giấy tờ được cấp|Sản phẩm nhận được|Mức hưởng|Loại kết quả""".replace("|How much you'll get", ""),
    "fee": """Fees|Cost|How much it costs|How much does it cost?|Charges|Service fees|Price|Fee payable|Fees and charges|What is the fee?|Visa fees|Licence fee|Registration fee (non-refundable)|Fees to be paid|How much do I pay?|Is there a fee?|Payment|How to pay|Application fees|Cost of service
        What does it cost?|Official fees|Service charge|Fees and payment|Filing and examination fees|Tariff|Amount to be paid|Processing fee
        Mức thu phí|Lệ phí bao nhiêu?|Lệ phí cấp|Lệ phí hải quan|Án phí, lệ phí|Hết bao nhiêu tiền?|Giá dịch vụ|Chi phí phải trả""",
    "requirement": """Conditions|Conditions you must meet|Terms and conditions|Rules and conditions|Eligibility criteria|Before you apply|Prerequisites|Licensing requirements|Minimum requirements|Requirements you must meet|Conditions for issuance|Qualifying criteria
        Điều kiện hưởng|Tiêu chuẩn, điều kiện|Cần điều kiện gì?|Điều kiện cấp phép|Điều kiện để được hưởng""",
    "needs": """Requirements|General requirements|2. Requirements:|What are the requirements?""",
    "eligible": """Eligibility|3. Eligibility:""",
    "elsewhere": """Job title|Duties and responsibilities|Tender number|Bid opening|Project overview|Funding source|Venue|Agenda|Tổng mức đầu tư|Vị trí tuyển dụng|Giải thưởng""",
    "form": """Forms|Application forms|Forms you need|Related forms|Prescribed form|Which form do I use?|Forms to download|Form required|Biểu mẫu|Mẫu biểu kèm theo|Mẫu giấy đề nghị|Tải tờ khai""",
    "filing": """Where to apply|Where do I apply?|Where to submit|Where can I submit my application?|Service channels|Submission channels|Where to file|Delivery channel|Application centres|Where to go|Service locations|Where to register|Where to get this service|Channels
        Nơi tiếp nhận|Nộp hồ sơ ở đâu?|Nơi làm thủ tục|Địa điểm làm thủ tục|Làm thủ tục ở đâu?|Nơi đăng ký""".replace("Where can I submit my application?", "Where can I apply?"),
    "return": """Collection|Delivery of the result|How you receive it|Mode of collection|Collection of the licence|How to receive the result|Delivery|Where to collect your passport|How will I get the result?|Delivery and collection|How you receive the certificate
        Nhận hộ chiếu|Nhận kết quả bằng cách nào?|Nhận kết quả ở đâu?|Trả thẻ""",
    "how": """How to apply|How do I apply?|How to apply online|How can I apply?|How to claim|How to register|How do you apply?|How to get this service|Applying online|Nộp hồ sơ như thế nào?""",
    "legal_basis": """Legal basis|Legal framework|Governing law|Relevant legislation|Legal references|Legislation|Governing legislation|Which laws apply?|Acts and regulations|Statutory basis|Applicable laws and regulations|Laws that apply|Rules and regulations|Related legislation|Governing Act|Legal instruments
        Căn cứ để giải quyết|Văn bản nào quy định?|Điều luật áp dụng|Văn bản pháp luật áp dụng|Quy định áp dụng|Quy định tại văn bản""",
    "steps": """Step by step|Step-by-step process|Process|How it works|Steps|Application procedure|Application process|Steps to apply|Service procedures|Procedure to follow|Registration process|Workflow|How does it work?|What to do|What you need to do|Client steps|Steps to follow|Stages of the process
        Các bước làm thủ tục|Trình tự thủ tục|Quy trình đăng ký|Các bước nộp hồ sơ|Lưu đồ thực hiện|Làm thủ tục như thế nào?""",
    "summary": """About this service|Overview|What it is|About the permit|Purpose of the licence|Service description|What is this service?|Service overview|Thủ tục này là gì?|Giới thiệu thủ tục""",
    "other": """Contact us|Related services|Last updated|Last update|More information|Useful links|Need help?|Service hours|Opening hours|Validity|What happens next|After you apply|Appeals|Application deadline|On this page|Frequently asked questions|Type of transaction|Languages
        Thời hạn nộp hồ sơ|Thời hạn hiệu lực|Tin tức|Đường dây nóng|Lưu ý""",
}  # fmt: skip
CASES = [
    (kind, text.strip())
    for kind, texts in WORDINGS.items()
    for line in texts.splitlines()
    for text in line.split("|")
]


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_knows_the_wordings_of_each_point(kind, text):
    assert kinds_of(text) == (kind,)


@pytest.mark.parametrize(
    "text",
    [
        "What you need to know",
        "Documents and publications of the ministry",
        "Home",
        "About us",
        "Our mission",
        "Service statistics for 2023",
        "The fee was raised in March",
        "Prepare your documents",
        "Submit your application",
        "Pay the fee online",
        "Step 1",
        "Apply",
        "Apply now",
        "You will receive the result within five days",
        "Passport",
        "Licence",
        "Business licence",
        "Chuẩn bị hồ sơ",
        "Nộp hồ sơ",
        "Tiếp nhận hồ sơ",
        "Đăng ký khai sinh",
        "Cấp thẻ căn cước",
        "Độ tuổi",
        "Thẻ",
        "Đo đạc",
        "Giấy tờ tùy thân",
        "Người dân hài lòng với kết quả",
    ],
)
def test_takes_no_other_line_for_a_label(text):
    assert kinds_of(text) == ()
