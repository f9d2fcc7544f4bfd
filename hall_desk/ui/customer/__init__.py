"""The customer's side screen (客户屏): a second monitor that shows what this customer may see."""

from hall_desk.ui.customer.window import CustomerWindow

__all__ = ["CustomerWindow"]
